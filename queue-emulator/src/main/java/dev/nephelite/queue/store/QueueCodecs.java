package dev.nephelite.queue.store;

import dev.nephelite.emulator.service.SignedIdentifiers;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.MessageId;
import dev.nephelite.queue.model.PopReceipt;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import java.time.Instant;
import java.util.UUID;

/** How the records of the Queue service are kept as bytes. */
final class QueueCodecs {
    private QueueCodecs() {}

    private static void write(UUID value, RecordOutput out) {
        out.number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    private static UUID readUuid(RecordInput in) {
        return new UUID(in.number(), in.number());
    }

    private static Instant readMoment(RecordInput in) {
        return Instant.ofEpochMilli(in.number());
    }

    static final class QueueCodec implements Codec<Queue> {
        @Override
        public void write(Queue queue, RecordOutput out) {
            out.text(queue.name().value()).texts(queue.metadata().pairs()).number(queue.generation());
            queue.policies().write(out);
        }

        @Override
        public Queue read(RecordInput in) {
            Queue queue = new Queue(new QueueName(in.text()), new Metadata(in.texts()), in.number());
            return in.hasMore() ? queue.with(SignedIdentifiers.read(in)) : queue;
        }
    }

    static final class PlaceCodec implements Codec<DeliveryPosition> {
        @Override
        public void write(DeliveryPosition deliveryPosition, RecordOutput out) {
            QueueCodecs.write(deliveryPosition.message().value(), out);
            out.number(deliveryPosition.expiresAt().toEpochMilli());
        }

        @Override
        public DeliveryPosition read(RecordInput in) {
            return new DeliveryPosition(new MessageId(readUuid(in)), readMoment(in));
        }
    }

    static final class MessageCodec implements Codec<Message> {
        @Override
        public void write(Message message, RecordOutput out) {
            QueueCodecs.write(message.id().value(), out);
            out.number(message.sequence())
                    .text(message.text())
                    .number(message.insertedAt().toEpochMilli())
                    .number(message.visibleAt().toEpochMilli())
                    .number(message.expiresAt().toEpochMilli());
            QueueCodecs.write(message.receipt().value(), out);
            out.number(message.dequeueCount());
        }

        @Override
        public Message read(RecordInput in) {
            return new Message(
                    new MessageId(readUuid(in)),
                    in.number(),
                    in.text(),
                    readMoment(in),
                    readMoment(in),
                    readMoment(in),
                    new PopReceipt(readUuid(in)),
                    in.number());
        }
    }
}
