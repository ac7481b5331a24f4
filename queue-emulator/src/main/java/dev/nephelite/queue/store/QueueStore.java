package dev.nephelite.queue.store;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.queue.model.Queue;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The queues and messages of every account. Knows no HTTP and no rule of the protocol; it promises this:
 *
 * <ul>
 *   <li>{@link #write} runs alone; all of its change happens, or, when it throws, none of it.
 *   <li>Nothing takes longer because a queue has many messages, be they expired, invisible or about to be deleted.
 *   <li>Messages that nobody can have any more are removed from the disk, a few at a time.
 * </ul>
 */
public final class QueueStore implements AutoCloseable {
    private static final int REMOVED_AT_ONCE = 256;

    private final Store store;
    private final EventLog events;
    private final GarbageCollector garbageCollector;

    /**
     * Works on {@code store}, which stays open when this is closed.
     *
     * @param events receives what {@link QueueWriter#announce} tells
     * @param clock runs the removal of what deleted and cleared queues left behind
     */
    public QueueStore(Store store, EventLog events, Clock clock) {
        this.store = store;
        this.events = events;
        garbageCollector = new GarbageCollector(store, clock, QueueTables.ABANDONED, this::removeAbandoned);
    }

    /** Goes on with the removal of messages that the last user of the store did not finish. */
    public void startGarbageCollection() {
        garbageCollector.begin();
    }

    public <T> T read(Function<QueueReader, T> query) {
        return store.read(view -> query.apply(new QueueReader(view)));
    }

    public <T> T write(Function<QueueWriter, T> change) {
        return store.write(transaction -> change.apply(writer(transaction)));
    }

    /**
     * Whether a message can be had at {@code now}. Removes the expired ones that stand before it.
     *
     * <p>It only looks, so a client that polls an empty queue keeps the writer from nothing.
     */
    public boolean hasVisible(Queue queue, Instant now) {
        Optional<DeliveryPosition> first = read(view -> view.first(queue, now));
        while (first.isPresent() && first.get().isExpired(now)) {
            write(tx -> tx.removeExpired(queue, now, REMOVED_AT_ONCE));
            first = read(view -> view.first(queue, now));
        }
        return first.isPresent();
    }

    /** Stops removing. What is left is removed when the store is used again. */
    @Override
    public void close() {
        garbageCollector.close();
    }

    private int removeAbandoned(Transaction transaction, RecordKey generation, int most) {
        return writer(transaction).removeAbandoned(generation, most);
    }

    private QueueWriter writer(Transaction transaction) {
        return new QueueWriter(transaction, events, garbageCollector);
    }
}
