package dev.nephelite.queue.store;

import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.MessageId;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import java.time.Instant;

/**
 * The tables of the Queue service and how their keys are made.
 *
 * <p>Messages are kept under the generation of their queue and not under its name: a queue that is deleted or cleared
 * leaves them behind at once, however many they are.
 */
final class QueueTables {
    /** By account. */
    static final Table<ServiceProperties> SETTINGS = new Table<>("queue-settings", ServiceProperties.CODEC);

    /** By account and name. */
    static final Table<Queue> QUEUES = new Table<>("queues", new QueueCodecs.QueueCodec());

    /** How many messages a generation has. */
    static final Table<Long> COUNTS = new Table<>("queue-counts", Codec.NUMBER);

    /** By generation and identity. */
    static final Table<Message> MESSAGES = new Table<>("queue-messages", new QueueCodecs.MessageCodec());

    /** By generation, the moment from which on the message is visible, and its sequence. */
    static final Table<DeliveryPosition> ORDER = new Table<>("queue-order", new QueueCodecs.PlaceCodec());

    /** Generations that no queue has any more. */
    static final Table<Long> ABANDONED = new Table<>("queue-abandoned", Codec.NUMBER);

    private QueueTables() {}

    static RecordKey account(String account) {
        return RecordKey.of(account);
    }

    static RecordKey queue(String account, QueueName name) {
        return RecordKey.of(account, name.value());
    }

    static RecordKey generation(long generation) {
        return GarbageCollector.key(generation);
    }

    static RecordKey message(long generation, MessageId id) {
        return RecordKey.of(RecordKey.number(generation), id.toString());
    }

    static RecordKey place(long generation, Message message) {
        return RecordKey.of(
                RecordKey.number(generation),
                RecordKey.number(message.visibleAt().toEpochMilli()),
                RecordKey.number(message.sequence()));
    }

    /** The place before all messages that are not yet visible at {@code now}. */
    static RecordKey afterVisible(long generation, Instant now) {
        return RecordKey.of(RecordKey.number(generation), RecordKey.number(now.toEpochMilli() + 1));
    }
}
