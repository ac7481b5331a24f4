package dev.nephelite.queue.store;

import dev.nephelite.emulator.settings.Settings;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.View;
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

    private final View view;

    QueueReader(View view) {
        this.view = view;
    }

    public Settings settings(String account) {
        @Nullable Settings set = view.get(Tables.SETTINGS, Tables.account(account));
        return set == null ? Settings.DEFAULT : set;
    }

    public Optional<Queue> queue(String account, QueueName name) {
        return Optional.ofNullable(view.get(Tables.QUEUES, Tables.queue(account, name)));
    }

    /** The queues in the order of their names, from {@code start} on. */
    public Stream<Queue> queues(String account, String start) {
        Key all = Tables.account(account);
        Key from = new Key(all.children().text() + start);
        return view.scan(Tables.QUEUES, from, all.afterChildren()).map(Map.Entry::getValue);
    }

    /** How many messages the queue has, those that cannot be had at the moment included. */
    public long count(Queue queue) {
        return knownCount(queue).orElse(0L);
    }

    /** Nothing for a queue that was deleted or cleared since it was looked up. */
    final Optional<Long> knownCount(Queue queue) {
        return Optional.ofNullable(view.get(Tables.COUNTS, Tables.generation(queue.generation())));
    }

    /** The message, unless it is expired. */
    public Optional<Message> message(Queue queue, MessageId id, Instant now) {
        return Optional.ofNullable(view.get(Tables.MESSAGES, Tables.message(queue.generation(), id)))
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
    final Optional<Place> first(Queue queue, Instant now) {
        return visible(queue, now).findFirst().map(Map.Entry::getValue);
    }

    final Stream<Map.Entry<Key, Place>> visible(Queue queue, Instant now) {
        Key first = Tables.generation(queue.generation()).children();
        return view.scan(Tables.ORDER, first, Tables.afterVisible(queue.generation(), now));
    }
}
