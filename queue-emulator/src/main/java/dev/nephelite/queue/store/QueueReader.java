package dev.nephelite.queue.store;

import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueTables.DeliveryPosition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Read access to queues and messages. It is valid only inside the function that it is passed to. */
public final class QueueReader {
    /** The most expired messages that {@link #front} skips, so that no read takes long. */
    private static final int MAX_SKIPPED = 256;

    private final TableReader view;

    QueueReader(TableReader view) {
        this.view = view;
    }

    public CommonProperties properties(String account) {
        @Nullable CommonProperties set = view.get(QueueTables.PROPERTIES, QueueTables.account(account));
        return set == null ? CommonProperties.DEFAULT : set;
    }

    public Optional<Queue> queue(String account, QueueName name) {
        return Optional.ofNullable(view.get(QueueTables.QUEUES, QueueTables.queue(account, name)));
    }

    /** The queues in the order of their names, from {@code start} on. */
    public Stream<Queue> queues(String account, String start) {
        RecordKey all = QueueTables.account(account);
        RecordKey from = new RecordKey(all.children().text() + start);
        return view.scan(QueueTables.QUEUES, from, all.afterChildren()).map(Map.Entry::getValue);
    }

    /** The number of messages in the queue, including invisible ones. */
    public long count(Queue queue) {
        return knownCount(queue).orElse(0L);
    }

    /** Empty for a queue that was deleted or cleared since it was read. */
    Optional<Long> knownCount(Queue queue) {
        return Optional.ofNullable(view.get(QueueTables.COUNTS, QueueTables.generation(queue.generation())));
    }

    /** The message, unless it has expired. */
    public Optional<Message> message(Queue queue, Message.Id id, Instant now) {
        return Optional.ofNullable(view.get(QueueTables.MESSAGES, QueueTables.message(queue.generation(), id)))
                .filter(message -> !message.isExpired(now));
    }

    /**
     * The messages that are visible at {@code now}, in the order in which they became visible and were put. May return fewer
     * than there are if many expired messages are among them.
     */
    public List<Message> front(Queue queue, Instant now, int most) {
        return visible(queue, now)
                .limit((long) most + MAX_SKIPPED)
                .map(Map.Entry::getValue)
                .filter(position -> !position.isExpired(now))
                .flatMap(position -> message(queue, position.message(), now).stream())
                .filter(message -> message.isVisible(now))
                .limit(most)
                .toList();
    }

    /** The messages that are visible at {@code now} or become visible first, in this order, without those that have expired. */
    public List<Message> next(Queue queue, Instant now, int most) {
        RecordKey all = QueueTables.generation(queue.generation());
        return view.scan(QueueTables.ORDER, all.children(), all.afterChildren())
                .limit((long) most + MAX_SKIPPED)
                .map(Map.Entry::getValue)
                .flatMap(position -> message(queue, position.message(), now).stream())
                .limit(most)
                .toList();
    }

    /** The first visible message at {@code now}, expired or not. */
    Optional<DeliveryPosition> first(Queue queue, Instant now) {
        return visible(queue, now).findFirst().map(Map.Entry::getValue);
    }

    Stream<Map.Entry<RecordKey, DeliveryPosition>> visible(Queue queue, Instant now) {
        RecordKey first = QueueTables.generation(queue.generation()).children();
        return view.scan(QueueTables.ORDER, first, QueueTables.afterVisible(queue.generation(), now));
    }
}
