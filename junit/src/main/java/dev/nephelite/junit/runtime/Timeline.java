package dev.nephelite.junit.runtime;

import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.emulator.service.RequestObserver;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.junit.cloud.FunctionInvocation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a cloud, in order: the requests to storage, the log of the host and its functions, and what the test does
 * with the cloud itself. The newest {@value #KEPT} entries are kept. Thread-safe.
 *
 * <p>The requests by which the host keeps its own records are left out.
 */
final class Timeline implements HostLog, RequestObserver {
    private static final int KEPT = 5_000;

    private final Clock clock;

    /** Guards itself and the fields below. */
    private final Deque<Entry> entries = new ArrayDeque<>();

    private long dropped;
    private @Nullable LocalCloud cloud;

    Timeline(Clock clock) {
        this.clock = clock;
    }

    /**
     * Something that has happened.
     *
     * @param time by the machine's clock
     * @param event the number of the newest event in the log of the cloud when it happened
     */
    record Entry(Instant time, long event, Activity activity) {}

    sealed interface Activity {}

    /** A line of the log. */
    record Logged(LogLine line) implements Activity {}

    /**
     * A request to storage.
     *
     * @param status of the answer; 0 if there is none
     */
    record Requested(ReceivedRequest request, AtomicInteger status) implements Activity {}

    /** An attempt to run a function that has failed, for what it was given; the log says why. */
    record Failed(FunctionInvocation invocation) implements Activity {}

    /** Something that the test has done, as a clause without its subject. */
    record Done(String text) implements Activity {}

    /**
     * What has happened.
     *
     * @param dropped how many earlier entries have been dropped
     */
    record Extract(long dropped, List<Entry> entries) {}

    /** Starts over when the cloud is ready for a test: forgets what happened before, except for warnings and errors. */
    void begin(LocalCloud started) {
        synchronized (entries) {
            cloud = started;
            entries.removeIf(entry -> !(entry.activity() instanceof Logged logged)
                    || logged.line().level().compareTo(LogLevel.WARNING) < 0);
        }
    }

    @Override
    public void write(LogLine line) {
        add(new Logged(line));
    }

    @Override
    public IntConsumer received(ReceivedRequest request) {
        if (request.resource().startsWith(FunctionHost.OWN_RESOURCES)) {
            return status -> {};
        }
        Requested entry = new Requested(request, new AtomicInteger());
        add(entry);
        return entry.status()::set;
    }

    /** Adds an attempt that has failed. */
    void failed(FunctionInvocation invocation) {
        add(new Failed(invocation));
    }

    /** Adds what the test does with the cloud. */
    void done(String text) {
        add(new Done(text));
    }

    private void add(Activity activity) {
        synchronized (entries) {
            long event = cloud == null ? 0 : cloud.events().last();
            entries.add(new Entry(clock.now(), event, activity));
            if (entries.size() > KEPT) {
                entries.remove();
                dropped++;
            }
        }
    }

    /** The lines that the code of a function has logged in an invocation. */
    List<LogLine> linesOf(UUID invocation) {
        synchronized (entries) {
            return entries.stream()
                    .map(Entry::activity)
                    .filter(Logged.class::isInstance)
                    .map(entry -> ((Logged) entry).line())
                    .filter(line ->
                            line.isOfUser() && invocation.equals(line.scope().invocation()))
                    .toList();
        }
    }

    /** What has happened until now. */
    Extract extract() {
        synchronized (entries) {
            return new Extract(dropped, List.copyOf(entries));
        }
    }
}
