package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordReader;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Removes, a few at a time, the records that nobody can have any more.
 *
 * <p>Whoever has much to delete keeps it under a number and only {@linkplain #abandon abandons} that number, which is one
 * record however much there is. The rest is done in changes so small that others hardly wait for them; where a process
 * ends in between, the next one goes on.
 */
public final class GarbageCollector implements AutoCloseable {
    /** About how many records one change touches. */
    public static final int PIECE = 512;

    private static final String FAILURE =
            "what was deleted stays in the data folder until it can be removed; this is tried again";
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Store store;
    private final Clock clock;
    private final Table<Long> abandoned;
    private final Removal removal;
    private final BackgroundTask backgroundTask;

    /**
     * Waits to {@link #begin}.
     *
     * @param abandoned the numbers, as keys
     */
    public GarbageCollector(Store store, Clock clock, Table<Long> abandoned, Removal removal) {
        this.store = store;
        this.clock = clock;
        this.abandoned = abandoned;
        this.removal = removal;
        backgroundTask = new BackgroundTask(clock, FAILURE, this::step);
    }

    /** The key that a number has where it is abandoned, and above all that is kept under it. */
    public static RecordKey key(long number) {
        return RecordKey.of(RecordKey.number(number));
    }

    /** Leaves everything under {@code number} to be removed once {@code transaction} is durable. */
    public void abandon(Transaction transaction, long number) {
        transaction.put(abandoned, key(number), 0L);
        transaction.afterCommit(this::begin);
    }

    /** Sees to it that what was abandoned is removed soon. May be called by the store's writer. */
    public void begin() {
        backgroundTask.wakeAt(soon());
    }

    /** Returns when no work is in hand any more. What is left is removed when the store is used again. */
    @Override
    public void close() {
        backgroundTask.close();
    }

    private Optional<Instant> step() {
        boolean more = isLeft() && store.write(this::removePiece);
        return more ? Optional.of(soon()) : Optional.empty();
    }

    private Instant soon() {
        return clock.now().plus(PAUSE);
    }

    private boolean isLeft() {
        return store.read(this::first).isPresent();
    }

    /** Returns whether there is more to remove. */
    private boolean removePiece(Transaction transaction) {
        transaction.freesSpace();
        Optional<RecordKey> number = first(transaction);
        for (int left = PIECE; left > 0 && number.isPresent(); number = first(transaction)) {
            int removed = removal.remove(transaction, number.get(), left);
            if (removed < left) {
                transaction.remove(abandoned, number.get());
            }
            left -= removed + 1;
        }
        return number.isPresent();
    }

    private Optional<RecordKey> first(RecordReader recordReader) {
        return recordReader
                .scan(abandoned, key(0), key(Long.MAX_VALUE))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** How a service removes what it keeps under a number. */
    @FunctionalInterface
    public interface Removal {
        /**
         * Removes some of the records.
         *
         * @param number stands above their keys
         * @param most about how many records may be touched
         * @return how many were touched; fewer than {@code most} only if none is left
         */
        int remove(Transaction transaction, RecordKey number, int most);
    }
}
