package dev.nephelite.function.run;

import dev.nephelite.emulator.http.tail.Tail;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.run.RunFiles.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs in progress, and the newest ones that have ended. Memory has what lists show of each, and as many details as fit;
 * with a folder, the details of older runs are in its files, and all of them outlive the program.
 *
 * <p>A run that ends is converted a little later, or when somebody asks for runs, and its file is written on another thread, so
 * that neither delays an invocation. Thread-safe.
 */
public final class RunStore implements AutoCloseable {
    /** What an entry takes in memory without its texts, roughly. */
    private static final int ENTRY_BYTES = 400;

    /** So many runs are converted at a time that waking a thread costs little. */
    private static final Duration TO_COLLECT = Duration.ofMillis(50);

    /** If more has ended than this, runs are converted where they end. */
    private static final int MAX_PENDING = 2_000;

    private static final long MAX_PENDING_BYTES = 16L << 20;

    private static final byte[] OMITTED = RunJson.bytes(RunDetails.OMITTED);

    private static final Comparator<RunSummary> BY_NUMBER = Comparator.comparingLong(RunSummary::number);

    private static final long SECONDS_TO_WRITE_AT_THE_END = 5;

    private final Limits limits;
    private final Clock clock;
    private final Consumer<String> problems;
    private final ThreadPoolExecutor converter = oneThread();
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pendingRuns = new AtomicInteger();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Tail tail = new Tail(0);
    private final Map<UUID, InProgress> running = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Entry> ended = new ConcurrentSkipListMap<>();
    private final @Nullable ThreadPoolExecutor disk;
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();

    /** Guards the fields below, and that numbers are assigned in the order in which readers see them. */
    private final Object lock = new Object();

    private final Deque<Entry> withDetails = new ArrayDeque<>();
    private List<Entry> unwritten = new ArrayList<>();
    private long number;
    private int count;
    private long bytes;

    /** Used on the thread of the disk; null if nothing is written any more. */
    private @Nullable RunFiles files;

    /**
     * How much is kept. If one limit is exceeded, the oldest runs are removed.
     *
     * @param runs how many runs
     * @param memoryBytes what they take in memory, roughly; with a folder, only details that are in a file are given up for it
     * @param fileBytes how large the files are
     */
    public record Limits(int runs, long memoryBytes, long fileBytes) {
        /** 100,000 runs, 64 MiB in memory and 256 MiB in files. */
        public static final Limits DEFAULT = new Limits(100_000, 64L << 20, 256L << 20);
    }

    /** A run that has not ended. */
    private record InProgress(long number, Supplier<RunRecord> soFar) {
        RunSummary summary() {
            return record().summary();
        }

        RunRecord record() {
            RunRecord known = soFar.get();
            return new RunRecord(known.summary().numbered(number), known.details());
        }
    }

    /** A run that has ended and was not converted. */
    private record Pending(UUID id, Supplier<RunRecord> run, long bytes) {}

    /** A run that has ended. */
    private static final class Entry {
        final RunSummary summary;
        final long summaryBytes;

        /** Null if they are only in a file. */
        volatile byte @Nullable [] details;

        /** Null if they are in no file. */
        volatile @Nullable Place place;

        Entry(RunSummary summary) {
            this.summary = summary;
            long characters = (long) summary.reason().length()
                    + summary.input().length()
                    + summary.error().length();
            for (Map.Entry<String, String> detail : summary.details().entrySet()) {
                characters += detail.getKey().length() + detail.getValue().length() + 2L * Long.BYTES;
            }
            summaryBytes = ENTRY_BYTES + characters;
        }
    }

    /**
     * Opens a store.
     *
     * @param folder where runs outlive the program; null to keep them in memory only
     * @param clock the machine's
     * @param problems receives what is wrong with the folder, as a sentence
     */
    public RunStore(Limits limits, @Nullable Path folder, Clock clock, Consumer<String> problems) {
        this.limits = limits;
        this.clock = clock;
        this.problems = problems;
        disk = folder == null ? null : oneThread();
        if (folder == null) {
            loaded.complete(null);
        } else {
            open(folder);
        }
    }

    private static ThreadPoolExecutor oneThread() {
        return new ThreadPoolExecutor(0, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "run-records");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Reads the names of the files at once, and everything else later. */
    private void open(Path folder) {
        try {
            RunFiles opened = RunFiles.open(folder, limits.fileBytes());
            files = opened;
            number = opened.lastNumber();
            tail.advanceTo(number);
            onDisk(() -> load(opened));
        } catch (IOException unreadable) {
            giveUp("read from", folder, unreadable);
            loaded.complete(null);
        }
    }

    private void load(RunFiles opened) {
        try {
            opened.load((summary, place) -> {
                Entry entry = new Entry(summary);
                entry.place = place;
                synchronized (lock) {
                    add(entry);
                    removeTooMany();
                }
            });
        } catch (IOException unreadable) {
            problems.accept("Earlier runs of functions cannot be read: " + unreadable);
        } finally {
            loaded.complete(null);
        }
    }

    /**
     * A run begins.
     *
     * @param soFar what is known of it until it ends; called by any thread
     */
    void begin(UUID id, Supplier<RunRecord> soFar) {
        long given;
        synchronized (lock) {
            given = ++number;
            running.put(id, new InProgress(given, soFar));
        }
        tail.advanceTo(given);
    }

    /**
     * A run has ended.
     *
     * @param id of a run that has begun
     * @param run makes its record, once
     * @param size how much memory that needs, roughly
     */
    void end(UUID id, Supplier<RunRecord> run, long size) {
        pending.add(new Pending(id, run, size));
        pendingBytes.addAndGet(size);
        if (pendingRuns.incrementAndGet() > MAX_PENDING || pendingBytes.get() > MAX_PENDING_BYTES) {
            convertNext();
        }
        if (scheduled.compareAndSet(false, true)) {
            clock.schedule(TO_COLLECT, () -> execute(converter, this::convert));
        }
    }

    /** Converts everything that has ended. */
    private void convert() {
        scheduled.set(false);
        synchronized (converter) {
            while (convertNext()) {
                // Until nothing is left.
            }
        }
    }

    private boolean convertNext() {
        Pending next = pending.poll();
        if (next == null) {
            return false;
        }
        pendingRuns.decrementAndGet();
        pendingBytes.addAndGet(-next.bytes());
        try {
            add(next.run().get());
        } catch (RuntimeException unexpected) {
            running.remove(next.id());
            problems.accept("The run " + next.id() + " cannot be recorded: " + unexpected);
        }
        return true;
    }

    private void add(RunRecord run) {
        byte[] details = run.details().omitted() ? OMITTED : RunJson.bytes(run.details());
        long given;
        boolean first;
        synchronized (lock) {
            given = ++number;
            Entry entry = new Entry(run.summary().numbered(given));
            entry.details = details;
            running.remove(run.summary().id());
            add(entry);
            withDetails.add(entry);
            bytes += details.length;
            first = unwritten.isEmpty();
            if (disk != null && unwritten.size() < limits.runs()) {
                unwritten.add(entry);
            }
            removeTooMany();
        }
        tail.advanceTo(given);
        if (disk != null && first) {
            onDisk(this::write);
        }
    }

    private void add(Entry entry) {
        ended.put(entry.summary.number(), entry);
        count++;
        bytes += entry.summaryBytes;
    }

    private void removeTooMany() {
        while (count > limits.runs()) {
            remove(ended.firstEntry().getValue());
        }
        while (bytes > limits.memoryBytes() && count > 1) {
            Entry oldest = withDetails.peek();
            if (oldest != null && oldest.place != null) {
                forgetDetails(withDetails.remove());
            } else {
                remove(ended.firstEntry().getValue());
            }
        }
    }

    private void remove(Entry entry) {
        ended.remove(entry.summary.number());
        count--;
        bytes -= entry.summaryBytes;
        if (entry == withDetails.peek()) {
            forgetDetails(withDetails.remove());
        }
    }

    private void forgetDetails(Entry entry) {
        byte[] details = entry.details;
        if (details != null) {
            bytes -= details.length;
            entry.details = null;
        }
    }

    private void onDisk(Runnable task) {
        if (disk != null) {
            execute(disk, task);
        }
    }

    private static void execute(ThreadPoolExecutor thread, Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException ignored) {
            // The store was closed; what ends now is forgotten.
        }
    }

    /** Whoever asks for runs sees those that have ended until now, and those of earlier programs. */
    private void prepareToRead() {
        loaded.join();
        convert();
    }

    private void write() {
        List<Entry> batch;
        long oldest;
        synchronized (lock) {
            batch = unwritten;
            unwritten = new ArrayList<>();
            oldest = ended.isEmpty() ? 0 : ended.firstKey();
        }
        RunFiles to = files;
        if (to == null) {
            return;
        }
        try {
            Map<Entry, Place> places = new LinkedHashMap<>();
            for (Entry entry : batch) {
                byte[] details = entry.details;
                if (details != null) {
                    places.put(entry, to.append(entry.summary, details));
                }
            }
            to.flush();
            places.forEach((entry, place) -> entry.place = place);
            to.deleteOldest(oldest).ifPresent(this::filesDeleted);
        } catch (IOException failed) {
            giveUp("written to", to.folder(), failed);
        }
    }

    /** Runs with smaller numbers are in no file any more. */
    private void filesDeleted(long oldestInFile) {
        synchronized (lock) {
            for (Entry entry : List.copyOf(ended.headMap(oldestInFile).values())) {
                entry.place = null;
                if (entry.details == null) {
                    remove(entry);
                }
            }
        }
    }

    private void giveUp(String what, Path folder, IOException failure) {
        files = null;
        problems.accept("Runs of functions cannot be " + what + " " + folder + ": " + failure
                + " They are kept in memory until the program ends.");
    }

    /** The number of the newest change: of a run that began or ended. */
    public long last() {
        return tail.last();
    }

    /** The end of the sequence of changes, for readers that follow it. */
    Tail tail() {
        return tail;
    }

    /** The runs with a greater number that {@code filter} accepts, in the order of their numbers. */
    public List<RunSummary> after(long after, RunFilter filter, int most) {
        prepareToRead();
        List<RunSummary> found = new ArrayList<>();
        running.values().stream()
                .filter(run -> run.number() > after)
                .map(InProgress::summary)
                .filter(filter)
                .forEach(found::add);
        int wanted = found.size() + most;
        for (Entry entry : ended.tailMap(after, false).values()) {
            if (found.size() == wanted) {
                break;
            }
            if (filter.test(entry.summary)) {
                found.add(entry.summary);
            }
        }
        found.sort(BY_NUMBER);
        return found.size() <= most ? found : found.subList(0, most);
    }

    /** The runs with the greatest numbers that {@code filter} accepts, in the order of their numbers. */
    public List<RunSummary> newest(RunFilter filter, int most) {
        return before(Long.MAX_VALUE, filter, most);
    }

    /** The same of the runs with smaller numbers than {@code before}. */
    public List<RunSummary> before(long before, RunFilter filter, int most) {
        prepareToRead();
        List<RunSummary> found = new ArrayList<>();
        running.values().stream()
                .filter(run -> run.number() < before)
                .map(InProgress::summary)
                .filter(filter)
                .forEach(found::add);
        int wanted = found.size() + most;
        for (Entry entry : ended.headMap(before, false).descendingMap().values()) {
            if (found.size() == wanted) {
                break;
            }
            if (filter.test(entry.summary)) {
                found.add(entry.summary);
            }
        }
        found.sort(BY_NUMBER);
        return found.size() <= most ? found : found.subList(found.size() - most, found.size());
    }

    /** The runs of a trace, in the order of their numbers. */
    public List<RunSummary> inTrace(String traceId) {
        prepareToRead();
        return Stream.concat(
                        running.values().stream().map(InProgress::summary),
                        ended.values().stream().map(entry -> entry.summary))
                .filter(run -> run.trace().id().equals(traceId))
                .sorted(BY_NUMBER)
                .toList();
    }

    /** The runs whose ids begin with {@code prefix}. */
    public List<RunSummary> startingWith(String prefix) {
        prepareToRead();
        String wanted = prefix.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        ended.values().stream().map(entry -> entry.summary),
                        running.values().stream().map(InProgress::summary))
                .filter(run -> run.id().toString().startsWith(wanted))
                .toList();
    }

    /** The record of a run that this store has returned; empty if there is none any more. Reads a file if it is not in memory. */
    public Optional<RunRecord> find(RunSummary run) {
        Entry entry = ended.get(run.number());
        return entry == null ? find(run.id()) : record(entry);
    }

    /** The run with that id; empty if there is none any more. Reads a file if the run is not in memory. */
    public Optional<RunRecord> find(UUID id) {
        prepareToRead();
        InProgress run = running.get(id);
        if (run != null) {
            return Optional.of(run.record());
        }
        return ended.descendingMap().values().stream()
                .filter(entry -> entry.summary.id().equals(id))
                .findFirst()
                .flatMap(RunStore::record);
    }

    private static Optional<RunRecord> record(Entry entry) {
        // Read in this order, because details are forgotten when they are in a file.
        byte[] details = entry.details;
        Place place = entry.place;
        try {
            if (details == null) {
                details = place == null ? null : RunFiles.read(place);
            }
        } catch (NoSuchFileException ignored) {
            // The file was deleted, because there are newer runs.
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The run " + entry.summary.id() + " cannot be read.", unreadable);
        }
        return Optional.ofNullable(details)
                .map(json -> RunJson.details(new String(json, StandardCharsets.UTF_8)))
                .map(parsed -> new RunRecord(entry.summary, parsed));
    }

    /** Writes what is not in a file yet, waits up to five seconds for that, and ends the wait of all readers. */
    @Override
    public void close() {
        tail.close();
        converter.shutdown();
        convert();
        if (disk == null) {
            return;
        }
        onDisk(this::closeFiles);
        disk.shutdown();
        try {
            if (!disk.awaitTermination(SECONDS_TO_WRITE_AT_THE_END, TimeUnit.SECONDS)) {
                disk.shutdownNow();
            }
        } catch (InterruptedException stopping) {
            disk.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void closeFiles() {
        write();
        RunFiles open = files;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                giveUp("written to", open.folder(), failed);
            }
        }
    }
}
