package dev.nephelite.queue.store;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.settings.Settings;
import dev.nephelite.emulator.store.Cleaning;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Piece;
import dev.nephelite.emulator.store.Table;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.MessageId;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** A change of the queues and messages in the making. All of it happens or none of it. */
public final class QueueWriter extends QueueReader {
    private final Transaction transaction;
    private final EventLog events;
    private final Cleaning cleaning;

    QueueWriter(Transaction transaction, EventLog events, Cleaning cleaning) {
        super(transaction);
        this.transaction = transaction;
        this.events = events;
        this.cleaning = cleaning;
    }

    /** The moment of the change, in whole milliseconds as messages keep it. */
    public Instant now() {
        return transaction.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Declares that this change frees space, so that it succeeds on a full disk, too. */
    public void freesSpace() {
        transaction.freesSpace();
    }

    /** A number greater than every one before. */
    public long nextSequence() {
        return transaction.ticks();
    }

    public void put(String account, Settings settings) {
        transaction.put(Tables.SETTINGS, Tables.account(account), settings);
    }

    /** Makes a queue that is not there yet. */
    public void create(String account, QueueName name, Metadata metadata) {
        putEmpty(account, new Queue(name, metadata, nextSequence()));
    }

    /** Replaces a queue that is there. */
    public void put(String account, Queue queue) {
        transaction.put(Tables.QUEUES, Tables.queue(account, queue.name()), queue);
    }

    /** Removes the queue with all its messages. */
    public void delete(String account, Queue queue) {
        transaction.remove(Tables.QUEUES, Tables.queue(account, queue.name()));
        abandonMessages(queue);
    }

    /** Removes all messages of the queue. */
    public void clear(String account, Queue queue) {
        putEmpty(account, queue.cleared(nextSequence()));
        abandonMessages(queue);
    }

    /** Adds a message that is not in the queue yet. */
    public void add(Queue queue, Message message) {
        insert(queue, message);
        count(queue, 1);
    }

    /** Puts a message in the place of what it was before. */
    public void replace(Queue queue, Message before, Message after) {
        transaction.remove(Tables.ORDER, Tables.place(queue.generation(), before));
        insert(queue, after);
    }

    public void remove(Queue queue, Message message) {
        transaction.remove(Tables.ORDER, Tables.place(queue.generation(), message));
        transaction.remove(Tables.MESSAGES, Tables.message(queue.generation(), message.id()));
        count(queue, -1);
    }

    /** Tells the event log what this change is about. */
    public void announce(String type, String account, String subject, Map<String, Object> data) {
        events.append(transaction, type, account, subject, data);
    }

    /** Removes expired messages that stand first of those that could be had, up to {@code most}. Returns how many. */
    int removeExpired(Queue queue, Instant now, int most) {
        List<Map.Entry<Key, Place>> expired = visible(queue, now)
                .takeWhile(entry -> entry.getValue().isExpired(now))
                .limit(most)
                .toList();
        for (Map.Entry<Key, Place> entry : expired) {
            MessageId id = entry.getValue().message();
            transaction.remove(Tables.ORDER, entry.getKey());
            transaction.remove(Tables.MESSAGES, Tables.message(queue.generation(), id));
        }
        count(queue, -expired.size());
        return expired.size();
    }

    /** Removes up to {@code most} records of a generation that no queue has any more. Returns how many. */
    int removeAbandoned(Key generation, int most) {
        int removed = removeUnder(generation, Tables.MESSAGES, most);
        return removed + removeUnder(generation, Tables.ORDER, most - removed);
    }

    private int removeUnder(Key generation, Table<?> table, int most) {
        Piece<?> piece = Piece.under(generation, transaction, table, most);
        piece.forEach(entry -> transaction.remove(table, entry.getKey()));
        return piece.size();
    }

    private void insert(Queue queue, Message message) {
        transaction.put(Tables.MESSAGES, Tables.message(queue.generation(), message.id()), message);
        transaction.put(Tables.ORDER, Tables.place(queue.generation(), message), Place.of(message));
    }

    private void putEmpty(String account, Queue queue) {
        put(account, queue);
        transaction.put(Tables.COUNTS, Tables.generation(queue.generation()), 0L);
    }

    private void count(Queue queue, int more) {
        Key generation = Tables.generation(queue.generation());
        knownCount(queue).ifPresent(count -> transaction.put(Tables.COUNTS, generation, count + more));
    }

    private void abandonMessages(Queue queue) {
        transaction.remove(Tables.COUNTS, Tables.generation(queue.generation()));
        cleaning.abandon(transaction, queue.generation());
    }
}
