package dev.nephelite.blob.model;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lease as it was last acted on: what it is by now depends on the clock. A resource that never was leased, or whose
 * lease was released, has none. {@link LeaseTransitions} says what becomes of it.
 *
 * @param duration for how long each renewal is good, or null for ever
 * @param breaking whether somebody broke it
 * @param end when it ends by itself or is broken, or null for never
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob">Lease Blob</a>
 */
public record Lease(
        UUID id,
        @Nullable Duration duration,
        boolean breaking,
        @Nullable Instant end) {
    private static final Pattern ID = Pattern.compile(
            "[{(]?(\\p{XDigit}{8})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{4})-?(\\p{XDigit}{12})[)}]?");

    /** A lease just taken, for {@code duration} or, if that is null, for ever. */
    static Lease taken(UUID id, @Nullable Duration duration, Instant now) {
        return new Lease(id, duration, false, duration == null ? null : now.plus(duration));
    }

    /**
     * Reads the id of a lease in one of the forms in which GUIDs are written, in any case.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static UUID parseId(String text) {
        Matcher digits = ID.matcher(text);
        if (!digits.matches()) {
            throw new IllegalArgumentException("not the id of a lease: " + text);
        }
        return UUID.fromString(digits.replaceFirst("$1-$2-$3-$4-$5"));
    }

    /** What the lease is at a moment. */
    public LeaseState state(Instant now) {
        boolean over = end != null && !now.isBefore(end);
        if (breaking) {
            return over ? LeaseState.BROKEN : LeaseState.BREAKING;
        }
        return over ? LeaseState.EXPIRED : LeaseState.LEASED;
    }

    /** Whether it is good for ever or only for a time, as long as it is good; else null. */
    public @Nullable String kind(Instant now) {
        if (state(now) != LeaseState.LEASED) {
            return null;
        }
        return duration == null ? "infinite" : "fixed";
    }

    /** Whether it keeps others from writing. */
    public boolean isActive(Instant now) {
        return state(now).locked();
    }

    /** How many seconds it takes until nobody has to name the lease any more; a second that has begun counts. */
    public long secondsLeft(Instant now) {
        if (end == null || !isActive(now)) {
            return 0;
        }
        return Duration.between(now, end).plusNanos(999_999_999).toSeconds();
    }
}
