package dev.nephelite.queue.store;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.store.QueueTables.DeliveryPosition;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The queues and messages of all accounts. Knows no HTTP and no rule of the protocol. Its guarantees:
 *
 * <ul>
 *   <li>{@link #write} runs alone. If it throws, nothing changes.
 *   <li>No operation takes longer because a queue has many messages, whether visible, invisible, expired or deleted.
 *   <li>Messages of deleted and cleared queues are removed from the disk in the background, a few at a time.
 * </ul>
 */
public final class QueueStore implements AutoCloseable {
    private static final int REMOVED_AT_ONCE = 256;

    private final Store store;
    private final EventLog events;
    private final GarbageCollector garbageCollector;

    /**
     * A store on {@code store}, which stays open when this is closed.
     *
     * @param events receives the events of {@link QueueWriter#publish}
     * @param machine schedules the removal of messages of deleted and cleared queues
     */
    public QueueStore(Store store, EventLog events, Clock machine) {
        this.store = store;
        this.events = events;
        garbageCollector = new GarbageCollector(store, machine, QueueTables.ABANDONED, this::removeAbandoned);
    }

    /** Continues the removal of messages that an earlier run did not finish. */
    public void startGarbageCollection() {
        garbageCollector.start();
    }

    public <T> T read(Function<QueueReader, T> query) {
        return store.read(view -> query.apply(new QueueReader(view)));
    }

    public <T> T write(Function<QueueWriter, T> change) {
        return store.write(transaction -> change.apply(writer(transaction)));
    }

    /**
     * Removes all queues and the service properties as a part of {@code transaction}.
     *
     * @param account null for all accounts
     * @param kept the names of queues that stay, without messages
     */
    public void reset(Transaction transaction, @Nullable String account, Predicate<String> kept) {
        writer(transaction).reset(account, kept);
    }

    /**
     * Whether a message is visible at {@code now}. Removes the expired messages before it.
     *
     * <p>It writes only to remove those, so clients that poll an empty queue do not occupy the writer.
     */
    public boolean hasVisible(Queue queue, Instant now) {
        Optional<DeliveryPosition> first = read(view -> view.first(queue, now));
        while (first.isPresent() && first.get().isExpired(now)) {
            write(tx -> tx.removeExpired(queue, now, REMOVED_AT_ONCE));
            first = read(view -> view.first(queue, now));
        }
        return first.isPresent();
    }

    /** Stops the removal. It continues when the store is opened again. */
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
