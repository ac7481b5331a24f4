package dev.nephelite.blob.model;

import java.time.Duration;
import java.time.Instant;

/**
 * What is deleted but can still be brought back.
 *
 * @param days for how long, counted from its deletion
 */
public record Deletion(Instant at, int days) {
    public Instant until() {
        return at.plus(Duration.ofDays(days));
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(until());
    }

    /** How many whole days are left; the first of them has begun as soon as it is deleted. */
    public long remainingDays(Instant now) {
        return Math.max(0, Duration.between(now, until()).minusNanos(1).toDays());
    }
}
