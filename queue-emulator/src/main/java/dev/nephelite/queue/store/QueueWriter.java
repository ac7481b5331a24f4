package dev.nephelite.queue.store;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.ScanChunk;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueTables.DeliveryPosition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on queues and messages. It sees its own changes through {@link #reader} and ends with the function that it
 * is passed to.
 */
public final class QueueWriter {
    private final Transaction transaction;
    private final QueueReader reader;
    private final EventLog events;
    private final GarbageCollector garbageCollector;

    QueueWriter(Transaction transaction, EventLog events, GarbageCollector garbageCollector) {
        this.transaction = transaction;
        reader = new QueueReader(transaction);
        this.events = events;
        this.garbageCollector = garbageCollector;
    }

    /** The state as this transaction has changed it so far. */
    public QueueReader reader() {
        return reader;
    }

    /** The time of the transaction, truncated to milliseconds as in messages. */
    public Instant now() {
        return transaction.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The trace context of the request that makes the transaction, or null if it belongs to no trace. */
    public @Nullable TraceContext trace() {
        return transaction.trace();
    }

    /** Declares that the transaction frees space, so that it succeeds on a full disk. */
    public void freesSpace() {
        transaction.freesSpace();
    }

    /** A number greater than every one before. */
    public long nextSequence() {
        return transaction.ticks();
    }

    public void put(String account, CommonProperties serviceProperties) {
        transaction.put(QueueTables.PROPERTIES, QueueTables.account(account), serviceProperties);
    }

    /** Creates a queue, which must not exist. */
    public void create(String account, QueueName name, Metadata metadata) {
        putEmpty(account, new Queue(name, metadata, nextSequence()));
    }

    /** Replaces an existing queue. */
    public void put(String account, Queue queue) {
        transaction.put(QueueTables.QUEUES, QueueTables.queue(account, queue.name()), queue);
    }

    /** Removes the queue with all its messages. */
    public void delete(String account, Queue queue) {
        transaction.remove(QueueTables.QUEUES, QueueTables.queue(account, queue.name()));
        abandonMessages(queue);
    }

    /** Removes all messages of the queue. */
    public void clear(String account, Queue queue) {
        putEmpty(account, queue.cleared(nextSequence()));
        abandonMessages(queue);
    }

    /**
     * Removes all queues and the service properties.
     *
     * @param account null for all accounts
     * @param kept the names of queues that stay, without messages
     */
    void reset(@Nullable String account, Predicate<String> kept) {
        transaction.freesSpace();
        RecordKey from =
                account == null ? RecordKey.FIRST : QueueTables.account(account).children();
        RecordKey to = account == null
                ? RecordKey.AFTER_ALL
                : QueueTables.account(account).afterChildren();
        transaction.scan(QueueTables.QUEUES, from, to).toList().forEach(entry -> {
            Queue queue = entry.getValue();
            String owner = entry.getKey().part(0);
            if (kept.test(queue.name().value())) {
                clear(owner, queue);
            } else {
                delete(owner, queue);
            }
        });
        if (account == null) {
            transaction
                    .scan(QueueTables.PROPERTIES, from, to)
                    .toList()
                    .forEach(entry -> transaction.remove(QueueTables.PROPERTIES, entry.getKey()));
        } else {
            transaction.remove(QueueTables.PROPERTIES, QueueTables.account(account));
        }
    }

    /** Adds a message that is not in the queue yet. */
    public void add(Queue queue, Message message) {
        insert(queue, message);
        count(queue, 1);
    }

    /** Replaces a message and its position in the delivery order. */
    public void replace(Queue queue, Message before, Message after) {
        transaction.remove(QueueTables.ORDER, QueueTables.position(queue.generation(), before));
        insert(queue, after);
    }

    public void remove(Queue queue, Message message) {
        transaction.remove(QueueTables.ORDER, QueueTables.position(queue.generation(), message));
        transaction.remove(QueueTables.MESSAGES, QueueTables.message(queue.generation(), message.id()));
        count(queue, -1);
    }

    /** Appends an event to the event log. */
    public void publish(String type, String account, String subject, Map<String, Object> data) {
        events.append(transaction, type, account, subject, data);
    }

    /** Removes up to {@code most} expired messages from the front of the delivery order. Returns how many. */
    int removeExpired(Queue queue, Instant now, int most) {
        List<Map.Entry<RecordKey, DeliveryPosition>> expired = reader.visible(queue, now)
                .takeWhile(entry -> entry.getValue().isExpired(now))
                .limit(most)
                .toList();
        for (Map.Entry<RecordKey, DeliveryPosition> entry : expired) {
            Message.Id id = entry.getValue().message();
            transaction.remove(QueueTables.ORDER, entry.getKey());
            transaction.remove(QueueTables.MESSAGES, QueueTables.message(queue.generation(), id));
        }
        count(queue, -expired.size());
        return expired.size();
    }

    /** Removes up to {@code most} records of an abandoned generation. Returns how many. */
    int removeAbandoned(RecordKey generation, int most) {
        int removed = removeUnder(generation, QueueTables.MESSAGES, most);
        return removed + removeUnder(generation, QueueTables.ORDER, most - removed);
    }

    private int removeUnder(RecordKey generation, Table<?> table, int most) {
        ScanChunk<?> chunk = ScanChunk.under(generation, transaction, table, most);
        chunk.forEach(entry -> transaction.remove(table, entry.getKey()));
        return chunk.size();
    }

    private void insert(Queue queue, Message message) {
        transaction.put(QueueTables.MESSAGES, QueueTables.message(queue.generation(), message.id()), message);
        transaction.put(
                QueueTables.ORDER, QueueTables.position(queue.generation(), message), DeliveryPosition.of(message));
    }

    private void putEmpty(String account, Queue queue) {
        put(account, queue);
        transaction.put(QueueTables.COUNTS, QueueTables.generation(queue.generation()), 0L);
    }

    private void count(Queue queue, int more) {
        RecordKey generation = QueueTables.generation(queue.generation());
        reader.knownCount(queue).ifPresent(count -> transaction.put(QueueTables.COUNTS, generation, count + more));
    }

    private void abandonMessages(Queue queue) {
        transaction.remove(QueueTables.COUNTS, QueueTables.generation(queue.generation()));
        garbageCollector.abandon(transaction, queue.generation());
    }
}
