package dev.nephelite.queue.model;

import dev.nephelite.emulator.error.StorageException;
import java.time.Duration;
import java.time.Instant;

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
        boolean endless =
                seconds == FOREVER || seconds >= Duration.between(moment, NEVER).toSeconds();
        return endless ? NEVER : moment.plusSeconds(seconds);
    }

    private static StorageException refused(String value, String reason) {
        return StorageException.invalidQueryParameter("messagettl", value).detail("Reason", reason);
    }
}
