package dev.nephelite.queue.store;

import dev.nephelite.emulator.settings.Settings;
import dev.nephelite.emulator.store.Cleaning;
import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Table;
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
final class Tables {
    /** By account. */
    static final Table<Settings> SETTINGS = new Table<>("queue-settings", Settings.CODEC);

    /** By account and name. */
    static final Table<Queue> QUEUES = new Table<>("queues", new Codecs.QueueCodec());

    /** How many messages a generation has. */
    static final Table<Long> COUNTS = new Table<>("queue-counts", Codec.NUMBER);

    /** By generation and identity. */
    static final Table<Message> MESSAGES = new Table<>("queue-messages", new Codecs.MessageCodec());

    /** By generation, the moment from which on the message is visible, and its sequence. */
    static final Table<Place> ORDER = new Table<>("queue-order", new Codecs.PlaceCodec());

    /** Generations that no queue has any more. */
    static final Table<Long> ABANDONED = new Table<>("queue-abandoned", Codec.NUMBER);

    private Tables() {}

    static Key account(String account) {
        return Key.of(account);
    }

    static Key queue(String account, QueueName name) {
        return Key.of(account, name.value());
    }

    static Key generation(long generation) {
        return Cleaning.key(generation);
    }

    static Key message(long generation, MessageId id) {
        return Key.of(Key.number(generation), id.toString());
    }

    static Key place(long generation, Message message) {
        return Key.of(
                Key.number(generation), Key.number(message.visibleAt().toEpochMilli()), Key.number(message.sequence()));
    }

    /** The place before all messages that are not yet visible at {@code now}. */
    static Key afterVisible(long generation, Instant now) {
        return Key.of(Key.number(generation), Key.number(now.toEpochMilli() + 1));
    }
}
