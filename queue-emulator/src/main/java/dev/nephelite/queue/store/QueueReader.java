package dev.nephelite.queue.store;

import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordReader;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.MessageId;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The queues and messages, for looking at. It ends with the function it was handed to. */
public sealed class QueueReader permits QueueWriter {
    /** How many expired messages {@link #front} looks behind at most, so that no look takes long. */
    private static final int EXPIRED_PASSED_OVER = 256;

    private final RecordReader recordReader;

    QueueReader(RecordReader recordReader) {
        this.recordReader = recordReader;
    }

    public ServiceProperties settings(String account) {
        @Nullable ServiceProperties set = recordReader.get(QueueTables.SETTINGS, QueueTables.account(account));
        return set == null ? ServiceProperties.DEFAULT : set;
    }

    public Optional<Queue> queue(String account, QueueName name) {
        return Optional.ofNullable(recordReader.get(QueueTables.QUEUES, QueueTables.queue(account, name)));
    }

    /** The queues in the order of their names, from {@code start} on. */
    public Stream<Queue> queues(String account, String start) {
        RecordKey all = QueueTables.account(account);
        RecordKey from = new RecordKey(all.children().text() + start);
        return recordReader.scan(QueueTables.QUEUES, from, all.afterChildren()).map(Map.Entry::getValue);
    }

    /** How many messages the queue has, those that cannot be had at the moment included. */
    public long count(Queue queue) {
        return knownCount(queue).orElse(0L);
    }

    /** Nothing for a queue that was deleted or cleared since it was looked up. */
    final Optional<Long> knownCount(Queue queue) {
        return Optional.ofNullable(recordReader.get(QueueTables.COUNTS, QueueTables.generation(queue.generation())));
    }

    /** The message, unless it is expired. */
    public Optional<Message> message(Queue queue, MessageId id, Instant now) {
        return Optional.ofNullable(recordReader.get(QueueTables.MESSAGES, QueueTables.message(queue.generation(), id)))
                .filter(message -> !message.isExpired(now));
    }

    /**
     * The messages that can be had at {@code now}, those first that became visible first, and of those the ones put
     * first. It may be fewer than there are where many expired ones stand between them.
     */
    public List<Message> front(Queue queue, Instant now, int most) {
        return visible(queue, now)
                .limit((long) most + EXPIRED_PASSED_OVER)
                .map(Map.Entry::getValue)
                .filter(place -> !place.isExpired(now))
                .flatMap(place -> message(queue, place.message(), now).stream())
                .filter(message -> message.isVisible(now))
                .limit(most)
                .toList();
    }

    /** Who stands first of those that could be had at {@code now}, expired or not. */
    final Optional<DeliveryPosition> first(Queue queue, Instant now) {
        return visible(queue, now).findFirst().map(Map.Entry::getValue);
    }

    final Stream<Map.Entry<RecordKey, DeliveryPosition>> visible(Queue queue, Instant now) {
        RecordKey first = QueueTables.generation(queue.generation()).children();
        return recordReader.scan(QueueTables.ORDER, first, QueueTables.afterVisible(queue.generation(), now));
    }
}
