package dev.nephelite.queue.store;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One queue called {@code orders}, at noon of New Year 2026, and what tests do with it in one line. */
final class OneQueue implements AutoCloseable {
    static final String ACCOUNT = "devstoreaccount1";
    static final QueueName ORDERS = new QueueName("orders");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final ManualClock clock = new ManualClock(NOON);
    final QueueStore queues;

    private final Ids ids = RandomIds.seeded(1);
    private final Store store;

    OneQueue() {
        this(Store::inMemory);
    }

    /** Takes the store that {@code opens} for the clock, and closes it. */
    OneQueue(Function<ManualClock, Store> opens) {
        store = opens.apply(clock);
        queues = new QueueStore(store, new EventLog(store, ids), clock);
    }

    Queue create() {
        change(tx -> tx.create(ACCOUNT, ORDERS, Metadata.NONE));
        return current().orElseThrow();
    }

    Optional<Queue> current() {
        return queues.read(view -> view.queue(ACCOUNT, ORDERS));
    }

    Message put(Queue queue, String text, int invisibleSeconds) {
        return queues.write(tx -> {
            Message message = message(tx, text, invisibleSeconds, 600);
            tx.add(queue, message);
            return message;
        });
    }

    /** Puts messages that can be had now, but only for {@code liveSeconds}. */
    void putShortLived(Queue queue, int count, int liveSeconds) {
        change(tx -> {
            for (int i = 0; i < count; i++) {
                tx.add(queue, message(tx, "short " + i, 0, liveSeconds));
            }
        });
    }

    void deliver(Queue queue, int invisibleSeconds) {
        change(tx -> {
            Message first = tx.reader().front(queue, tx.now(), 1).get(0);
            Message.PopReceipt receipt = new Message.PopReceipt(ids.uuid());
            tx.replace(queue, first, first.delivered(receipt, tx.now(), Duration.ofSeconds(invisibleSeconds)));
        });
    }

    Optional<Message> find(Queue queue, Message message) {
        return queues.read(view -> view.message(queue, message.id(), clock.now()));
    }

    List<String> front(Queue queue, int most) {
        return queues.read(view -> view.front(queue, clock.now(), most)).stream()
                .map(Message::text)
                .toList();
    }

    boolean hasVisible(Queue queue) {
        return queues.hasVisible(queue, clock.now());
    }

    long count(Queue queue) {
        return queues.read(view -> view.count(queue));
    }

    boolean hasAbandoned() {
        return store.read(
                view -> view.lastBefore(QueueTables.ABANDONED, QueueTables.generation(Long.MAX_VALUE)) != null);
    }

    /** How many records the messages of the queue take, whether anybody can have them or not. */
    long records(Queue queue) {
        return records(queue, QueueTables.MESSAGES) + records(queue, QueueTables.ORDER);
    }

    void change(Consumer<QueueWriter> change) {
        queues.write(tx -> {
            change.accept(tx);
            return true;
        });
    }

    @Override
    public void close() {
        queues.close();
        store.close();
    }

    private Message message(QueueWriter tx, String text, int invisibleSeconds, int liveSeconds) {
        return new Message(
                Message.Id.of(tx.now(), ids.uuid()),
                tx.nextSequence(),
                text,
                tx.now(),
                tx.now().plusSeconds(invisibleSeconds),
                new Message.TimeToLive(liveSeconds).after(tx.now()),
                new Message.PopReceipt(ids.uuid()),
                0,
                null);
    }

    private long records(Queue queue, Table<?> table) {
        RecordKey generation = QueueTables.generation(queue.generation());
        return store.read(view -> view.scan(table, generation.children(), generation.afterChildren())
                .count());
    }
}
