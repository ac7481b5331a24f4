package dev.nephelite.queue.model;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.trace.TraceContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message. Its visibility is computed from the current time, so nothing runs on a timer. All times are whole
 * milliseconds.
 *
 * @param sequence greater than that of every earlier message
 * @param visibleAt when it becomes visible to clients
 * @param expiresAt when it expires
 * @param receipt the only receipt that is valid for deleting or updating it
 * @param dequeueCount how often it was delivered
 * @param cause the trace context of the request that put it, or null if it has none
 */
public record Message(
        Id id,
        long sequence,
        String text,
        Instant insertedAt,
        Instant visibleAt,
        Instant expiresAt,
        PopReceipt receipt,
        long dequeueCount,
        @Nullable TraceContext cause) {

    public boolean isVisible(Instant now) {
        return !visibleAt.isAfter(now);
    }

    public boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }

    /** Refuses every pop receipt but the newest. With an older one, the message is not found. */
    public void requireReceipt(PopReceipt given) {
        if (!given.equals(receipt)) {
            throw QueueError.MESSAGE_NOT_FOUND.exception();
        }
    }

    /** This message after its delivery to a client, invisible to all others for {@code invisible}. */
    public Message delivered(PopReceipt newReceipt, Instant now, Duration invisible) {
        return new Message(
                id, sequence, text, insertedAt, now.plus(invisible), expiresAt, newReceipt, dequeueCount + 1, cause);
    }

    /**
     * This message after an update. It must become visible before it expires.
     *
     * @param newText null to leave the text unchanged
     */
    public Message updated(PopReceipt newReceipt, Instant now, Duration invisible, @Nullable String newText) {
        requireOutlives(invisible, now);
        String updatedText = newText == null ? text : newText;
        return new Message(
                id, sequence, updatedText, insertedAt, now.plus(invisible), expiresAt, newReceipt, dequeueCount, cause);
    }

    private void requireOutlives(Duration invisible, Instant now) {
        if (now.plus(invisible).isAfter(expiresAt)) {
            throw StorageException.queryParameterOutOfRange(
                    "visibilitytimeout",
                    invisible.toSeconds(),
                    0,
                    Duration.between(now, expiresAt).toSeconds());
        }
    }

    /** The id of a message: a UUID of version 7, which begins with the time, so that messages put together are stored together. */
    public record Id(UUID value) {
        private static final int TIME_SHIFT = 16;
        private static final long VERSION_7 = 0x7000;
        private static final long RANDOM_BITS = 0x0FFF;

        /** The id of a message put at {@code moment}. Unpredictable without knowing {@code random}. */
        public static Id of(Instant moment, UUID random) {
            long time = moment.toEpochMilli() << TIME_SHIFT;
            long chance = random.getMostSignificantBits() & RANDOM_BITS;
            return new Id(new UUID(time | VERSION_7 | chance, random.getLeastSignificantBits()));
        }

        /** Parses an id from a request. With an invalid id, the message is not found. */
        public static Id parse(String text) {
            try {
                return new Id(UUID.fromString(text));
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

    /**
     * Authorizes a client to delete or update a message. Every delivery and every update of a message issues a new receipt, and
     * only the newest is valid. Written in Base64 with plus signs and slashes, as by the real service.
     */
    public record PopReceipt(UUID value) {
        private static final int BYTES = 16;

        /** Parses a receipt from a request. Refuses the request if it is malformed. */
        public static PopReceipt parse(String text) {
            byte[] bytes = decode(text);
            if (bytes.length != BYTES) {
                throw malformed(text);
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new PopReceipt(new UUID(buffer.getLong(), buffer.getLong()));
        }

        private static byte[] decode(String text) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException ignored) {
                // The answer has the text that is not Base64.
                throw malformed(text);
            }
        }

        private static RuntimeException malformed(String text) {
            return StorageException.invalidQueryParameter("popreceipt", text)
                    .detail("Reason", "Invalid pop receipt format");
        }

        @Override
        public String toString() {
            ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                    .putLong(value.getMostSignificantBits())
                    .putLong(value.getLeastSignificantBits());
            return Base64.getEncoder().encodeToString(bytes.array());
        }
    }

    /**
     * How long a message is stored unless it is deleted.
     *
     * @param seconds at least 1, or {@value #FOREVER}
     */
    public record TimeToLive(long seconds) {
        public static final TimeToLive SEVEN_DAYS =
                new TimeToLive(Duration.ofDays(7).toSeconds());

        /** The expiry time of a message that never expires. */
        static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

        private static final long FOREVER = -1;

        /** The first protocol version that allows more than {@link #SEVEN_DAYS}. */
        private static final String UNLIMITED_SINCE = "2017-07-29";

        public TimeToLive {
            if (seconds < 1 && seconds != FOREVER) {
                throw new IllegalArgumentException("not a time to live: " + seconds);
            }
        }

        /** Parses the parameter {@code messagettl}. Refuses the request if it is out of range. */
        public static TimeToLive parse(String text) {
            long seconds = Long.parseLong(text);
            if (seconds < 1 && seconds != FOREVER) {
                throw refused(text, "Value must be greater than or equal to 1, or -1 to indicate an infinite TTL.");
            }
            return new TimeToLive(seconds);
        }

        /** Refuses a value that the protocol version of a request does not allow. */
        public void requireAllowedIn(String version) {
            boolean limited = version.compareTo(UNLIMITED_SINCE) < 0;
            if (limited && (seconds == FOREVER || seconds > SEVEN_DAYS.seconds)) {
                throw StorageException.queryParameterOutOfRange("messagettl", seconds, 1, SEVEN_DAYS.seconds);
            }
        }

        /** Refuses a message that would expire before it becomes visible. */
        public void requireLongerThan(Duration invisible) {
            if (seconds != FOREVER && seconds <= invisible.toSeconds()) {
                throw refused(Long.toString(seconds), "messagettl must be greater than visibilitytimeout.");
            }
        }

        /** The expiry time of a message put at {@code moment}. */
        public Instant after(Instant moment) {
            boolean endless = seconds == FOREVER
                    || seconds >= Duration.between(moment, NEVER).toSeconds();
            return endless ? NEVER : moment.plusSeconds(seconds);
        }

        private static StorageException refused(String value, String reason) {
            return StorageException.invalidQueryParameter("messagettl", value).detail("Reason", reason);
        }
    }
}
