package dev.nephelite.blob.store;

import dev.nephelite.emulator.store.BackgroundTask;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Schedules maintenance of records: one record per task, in the order of their times. So finding
 * what is due takes no scan, and a restarted process continues.
 *
 * <p>A record is only a deadline. The action checks whether there is still a reason to act.
 */
final class DeadlineIndex implements AutoCloseable {
    private final Store store;
    private final Clock cloud;
    private final Action action;
    private final BackgroundTask backgroundTask;

    /** Does nothing before {@link #start}. */
    DeadlineIndex(Store store, Clocks clocks, Action action) {
        this.store = store;
        cloud = clocks.cloud();
        this.action = action;
        backgroundTask =
                BackgroundTask.ofCloud(clocks, "scheduled maintenance of blobs failed and will be retried", this::step);
    }

    /** Schedules the action for {@code subject} once {@code transaction} is durable. */
    void schedule(Transaction transaction, Instant due, RecordKey subject) {
        // Rounded up, so that nothing is due too early.
        Instant moment = Instant.ofEpochMilli(due.plusNanos(999_999).toEpochMilli());
        transaction.put(BlobTables.DEADLINES, key(moment, subject), 0L);
        transaction.afterCommit(() -> backgroundTask.wakeAt(moment));
    }

    /** Starts to process records when they are due. */
    void start() {
        firstMoment().ifPresent(backgroundTask::wakeAt);
    }

    /** Returns when no work is in progress. */
    @Override
    public void close() {
        backgroundTask.close();
    }

    private Optional<Instant> step() {
        if (firstMoment().filter(due -> !due.isAfter(cloud.now())).isPresent()) {
            store.write(this::act);
        }
        return firstMoment();
    }

    /** Processes some of the records that are due. The next step continues. */
    private int act(Transaction transaction) {
        int acted = 0;
        Optional<RecordKey> first = first(transaction);
        while (acted < GarbageCollector.CHUNK
                && first.isPresent()
                && !moment(first.get()).isAfter(transaction.now())) {
            transaction.remove(BlobTables.DEADLINES, first.get());
            acted += 1 + action.act(transaction, subject(first.get()));
            first = first(transaction);
        }
        return acted;
    }

    private Optional<Instant> firstMoment() {
        return store.read(DeadlineIndex::first).map(DeadlineIndex::moment);
    }

    private static Optional<RecordKey> first(TableReader view) {
        return view.scan(BlobTables.DEADLINES, GarbageCollector.key(0), GarbageCollector.key(Long.MAX_VALUE))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static RecordKey key(Instant moment, RecordKey subject) {
        return new RecordKey(
                GarbageCollector.key(moment.toEpochMilli()).children().text() + subject.text());
    }

    private static Instant moment(RecordKey deadline) {
        return Instant.ofEpochMilli(deadline.numberAt(0));
    }

    private static RecordKey subject(RecordKey deadline) {
        return new RecordKey(deadline.text().substring(deadline.part(0).length() + 1));
    }

    /** Processes a record that is due. */
    @FunctionalInterface
    interface Action {
        /** Does what is due for {@code subject}, if it still is, and returns the number of records that it touched. */
        int act(Transaction transaction, RecordKey subject);
    }
}
