package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Removes unreachable records in the background, a few at a time.
 *
 * <p>Records that are deleted together have keys below one number. Deleting them all only {@linkplain #abandon abandons}
 * the number, which writes one record. The records below it are then removed in transactions so small that other writes
 * hardly wait. After a restart, the removal continues.
 */
public final class GarbageCollector implements AutoCloseable {
    /** About how many records one transaction changes. */
    public static final int CHUNK = 512;

    private static final String FAILURE =
            "what was deleted still takes space in the data folder; freeing it is tried again";
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Store store;
    private final Clock clock;
    private final Table<Long> abandoned;
    private final Removal removal;
    private final BackgroundTask backgroundTask;

    /**
     * A collector that does nothing before {@link #start} or {@link #abandon}.
     *
     * @param abandoned has the abandoned numbers as keys
     */
    public GarbageCollector(Store store, Clock clock, Table<Long> abandoned, Removal removal) {
        this.store = store;
        this.clock = clock;
        this.abandoned = abandoned;
        this.removal = removal;
        backgroundTask = new BackgroundTask(clock, FAILURE, this::step);
    }

    /** The key of a number: in the table of abandoned numbers, and as the parent of all records below it. */
    public static RecordKey key(long number) {
        return RecordKey.of(RecordKey.number(number));
    }

    /** Schedules the removal of everything below {@code number}, once {@code transaction} is durable. */
    public void abandon(Transaction transaction, long number) {
        transaction.put(abandoned, key(number), 0L);
        transaction.afterCommit(this::start);
    }

    /** Starts removing abandoned records soon. The store's writer may call this. */
    public void start() {
        backgroundTask.wakeAt(soon());
    }

    /** Waits for the running transaction. The rest is removed when the store is opened again. */
    @Override
    public void close() {
        backgroundTask.close();
    }

    private Optional<Instant> step() {
        boolean more = isLeft() && store.write(this::removeChunk);
        return more ? Optional.of(soon()) : Optional.empty();
    }

    private Instant soon() {
        return clock.now().plus(PAUSE);
    }

    private boolean isLeft() {
        return store.read(this::first).isPresent();
    }

    /** Returns whether there is more to remove. */
    private boolean removeChunk(Transaction transaction) {
        transaction.freesSpace();
        Optional<RecordKey> number = first(transaction);
        for (int left = CHUNK; left > 0 && number.isPresent(); number = first(transaction)) {
            int removed = removal.remove(transaction, number.get(), left);
            if (removed < left) {
                transaction.remove(abandoned, number.get());
            }
            left -= removed + 1;
        }
        return number.isPresent();
    }

    private Optional<RecordKey> first(TableReader view) {
        return view.scan(abandoned, key(0), key(Long.MAX_VALUE))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Removes the records that a service has stored below a number. */
    @FunctionalInterface
    public interface Removal {
        /**
         * Removes some of the records.
         *
         * @param number the parent of their keys
         * @param most about how many records to change
         * @return how many were changed; fewer than {@code most} only if none is left
         */
        int remove(Transaction transaction, RecordKey number, int most);
    }
}
