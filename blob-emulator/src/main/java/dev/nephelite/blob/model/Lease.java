package dev.nephelite.blob.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lease as of the last action on it. Its state depends on the clock. A resource that was never leased, or whose lease
 * was released, has none. {@link LeaseCondition} decides whether it permits a request.
 *
 * @param duration the duration of each renewal, or null for an infinite lease
 * @param breaking whether the lease was broken
 * @param end when the lease expires or the break period ends, or null for never
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob">Lease Blob</a>
 */
public record Lease(
        UUID id,
        @Nullable Duration duration,
        boolean breaking,
        @Nullable Instant end) {
    private static final Pattern ID = Pattern.compile(
            "[{(]?(\\p{XDigit}{8})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{12})[)}]?");

    /** A newly acquired lease. */
    public static Lease acquired(UUID id, @Nullable Duration duration, Instant now) {
        return new Lease(id, duration, false, duration == null ? null : now.plus(duration));
    }

    /**
     * Parses a lease id in any of the forms of GUIDs, ignoring case.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static UUID parseId(String text) {
        Matcher digits = ID.matcher(text);
        if (!digits.matches()) {
            throw new IllegalArgumentException("not a lease id: " + text);
        }
        return UUID.fromString(digits.replaceFirst("$1-$2-$3-$4-$5"));
    }

    /** The state at a time. */
    public State state(Instant now) {
        boolean over = end != null && !now.isBefore(end);
        if (breaking) {
            return over ? State.BROKEN : State.BREAKING;
        }
        return over ? State.EXPIRED : State.LEASED;
    }

    /** {@code infinite} or {@code fixed} while the lease is active, otherwise null. */
    public @Nullable String kind(Instant now) {
        if (state(now) != State.LEASED) {
            return null;
        }
        return duration == null ? "infinite" : "fixed";
    }

    /** Whether writes need the lease id. */
    public boolean isActive(Instant now) {
        return state(now).locked();
    }

    /** How many seconds remain until the lease ends, rounded up. */
    public long secondsLeft(Instant now) {
        if (end == null || !isActive(now)) {
            return 0;
        }
        return Duration.between(now, end).plusNanos(999_999_999).toSeconds();
    }

    /** The lease states of the REST reference. */
    public enum State {
        AVAILABLE,
        LEASED,
        EXPIRED,
        BREAKING,
        BROKEN;

        /** Whether writes need the lease id. */
        public boolean locked() {
            return this == LEASED || this == BREAKING;
        }

        /** The value of {@code x-ms-lease-status}. */
        public String status() {
            return locked() ? "locked" : "unlocked";
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
