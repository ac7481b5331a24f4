package dev.nephelite.queue.store;

import dev.nephelite.emulator.event.TraceContextCodec;
import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.service.StoredAccessPolicyList;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import java.time.Instant;
import java.util.UUID;

/**
 * The tables of the Queue service, with the keys and the codecs of their records.
 *
 * <p>The keys of messages begin with the generation of their queue instead of its name. So deleting or clearing a queue takes
 * the same time however many messages it has: they are left to the garbage collector.
 */
final class QueueTables {
    /** By account. */
    static final Table<CommonProperties> PROPERTIES = new Table<>("queue-settings", CommonProperties.CODEC);

    /** By account and name. */
    static final Table<Queue> QUEUES = new Table<>("queues", new QueueCodec());

    /** The number of messages of a generation. */
    static final Table<Long> COUNTS = new Table<>("queue-counts", Codec.NUMBER);

    /** By generation and message id. */
    static final Table<Message> MESSAGES = new Table<>("queue-messages", new MessageCodec());

    /** By generation, the time from which the message is visible, and its sequence. */
    static final Table<DeliveryPosition> ORDER = new Table<>("queue-order", new DeliveryPositionCodec());

    /** Abandoned generations, whose records the garbage collector removes. */
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

    static RecordKey message(long generation, Message.Id id) {
        return RecordKey.of(RecordKey.number(generation), id.toString());
    }

    static RecordKey position(long generation, Message message) {
        return RecordKey.of(
                RecordKey.number(generation),
                RecordKey.number(message.visibleAt().toEpochMilli()),
                RecordKey.number(message.sequence()));
    }

    /** A bound between the messages that are visible at {@code now} and those that are not. */
    static RecordKey afterVisible(long generation, Instant now) {
        return RecordKey.of(RecordKey.number(generation), RecordKey.number(now.toEpochMilli() + 1));
    }

    /** A message's entry in the delivery order. It has the expiry time, so that expired messages are skipped without reading them. */
    record DeliveryPosition(Message.Id message, Instant expiresAt) {
        static DeliveryPosition of(Message message) {
            return new DeliveryPosition(message.id(), message.expiresAt());
        }

        boolean isExpired(Instant now) {
            return !expiresAt.isAfter(now);
        }
    }

    private static void write(UUID value, RecordOutput out) {
        out.number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    private static UUID readUuid(RecordInput in) {
        return new UUID(in.number(), in.number());
    }

    private static Instant readInstant(RecordInput in) {
        return Instant.ofEpochMilli(in.number());
    }

    private static final class QueueCodec implements Codec<Queue> {
        @Override
        public void write(Queue queue, RecordOutput out) {
            out.text(queue.name().value()).texts(queue.metadata().pairs()).number(queue.generation());
            queue.policies().write(out);
        }

        @Override
        public Queue read(RecordInput in) {
            Queue queue = new Queue(new QueueName(in.text()), new Metadata(in.texts()), in.number());
            return in.hasMore() ? queue.with(StoredAccessPolicyList.read(in)) : queue;
        }
    }

    private static final class DeliveryPositionCodec implements Codec<DeliveryPosition> {
        @Override
        public void write(DeliveryPosition position, RecordOutput out) {
            QueueTables.write(position.message().value(), out);
            out.number(position.expiresAt().toEpochMilli());
        }

        @Override
        public DeliveryPosition read(RecordInput in) {
            return new DeliveryPosition(new Message.Id(readUuid(in)), readInstant(in));
        }
    }

    private static final class MessageCodec implements Codec<Message> {
        @Override
        public void write(Message message, RecordOutput out) {
            QueueTables.write(message.id().value(), out);
            out.number(message.sequence())
                    .text(message.text())
                    .number(message.insertedAt().toEpochMilli())
                    .number(message.visibleAt().toEpochMilli())
                    .number(message.expiresAt().toEpochMilli());
            QueueTables.write(message.receipt().value(), out);
            out.number(message.dequeueCount());
            if (message.cause() != null) {
                TraceContextCodec.INSTANCE.write(message.cause(), out);
            }
        }

        @Override
        public Message read(RecordInput in) {
            return new Message(
                    new Message.Id(readUuid(in)),
                    in.number(),
                    in.text(),
                    readInstant(in),
                    readInstant(in),
                    readInstant(in),
                    new Message.PopReceipt(readUuid(in)),
                    in.number(),
                    in.hasMore() ? TraceContextCodec.INSTANCE.read(in) : null);
        }
    }
}
