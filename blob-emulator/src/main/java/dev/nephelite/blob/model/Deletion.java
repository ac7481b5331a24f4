package dev.nephelite.blob.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The deletion of something that is retained for a while and can be restored.
 *
 * @param days the retention period, counted from the deletion
 */
public record Deletion(Instant at, int days) {
    public Instant until() {
        return at.plus(Duration.ofDays(days));
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(until());
    }

    /** How many whole days remain. The first day begins with the deletion. */
    public long remainingDays(Instant now) {
        return Math.max(0, Duration.between(now, until()).minusNanos(1).toDays());
    }
}
