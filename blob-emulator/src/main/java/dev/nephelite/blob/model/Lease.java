package dev.nephelite.blob.model;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lease as it was last acted on: what it is by now depends on the clock. A resource that never was leased, or whose
 * lease was released, has none.
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
}
