package dev.nephelite.queue.model;

import java.time.Instant;
import java.util.UUID;

/** The id of a message: a UUID of version 7, which begins with the time, so that messages put together are stored together. */
public record MessageId(UUID value) {
    private static final int TIME_SHIFT = 16;
    private static final long VERSION_7 = 0x7000;
    private static final long RANDOM_BITS = 0x0FFF;

    /** The id of a message put at {@code moment}. Unpredictable without knowing {@code random}. */
    public static MessageId of(Instant moment, UUID random) {
        long time = moment.toEpochMilli() << TIME_SHIFT;
        long chance = random.getMostSignificantBits() & RANDOM_BITS;
        return new MessageId(new UUID(time | VERSION_7 | chance, random.getLeastSignificantBits()));
    }

    /** Parses an id from a request. With an invalid id, the message is not found. */
    public static MessageId parse(String text) {
        try {
            return new MessageId(UUID.fromString(text));
        } catch (IllegalArgumentException ignored) {
            // No message has such an id.
            throw QueueError.MESSAGE_NOT_FOUND.exception();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
