package dev.nephelite.queue.model;

import java.time.Instant;
import java.util.UUID;

/**
 * The identity of a message: a UUID whose first part is the time, as in version 7, so that messages which were put
 * together are stored together.
 */
public record MessageId(UUID value) {
    private static final int TIME_SHIFT = 16;
    private static final long VERSION_7 = 0x7000;
    private static final long RANDOM_BITS = 0x0FFF;

    /** The identity of a message put at {@code moment}, which nobody can tell who does not know {@code random}. */
    public static MessageId of(Instant moment, UUID random) {
        long time = moment.toEpochMilli() << TIME_SHIFT;
        long chance = random.getMostSignificantBits() & RANDOM_BITS;
        return new MessageId(new UUID(time | VERSION_7 | chance, random.getLeastSignificantBits()));
    }

    /** Reads an identity from a request. What cannot be one is the identity of no message. */
    public static MessageId parse(String text) {
        try {
            return new MessageId(UUID.fromString(text));
        } catch (IllegalArgumentException notAnIdentity) {
            throw QueueError.MESSAGE_NOT_FOUND.exception();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
