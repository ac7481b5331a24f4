package dev.nephelite.blob.model;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the lease of a resource when somebody acts on it: the outcomes by lease state of the REST reference,
 * one method for each of its actions.
 *
 * @param lease as it was last acted on, or null if there is none
 * @param errors worded for the resource
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob#outcomes-of-lease-operations-on-blobs-by-lease-state">Outcomes
 *     of lease operations by lease state</a>
 */
public record LeaseTransitions(@Nullable Lease lease, LeaseErrors errors, Instant now) {
    /**
     * Takes the lease. Who has it already may take it again, for another time.
     *
     * @param duration null for ever
     */
    public Lease acquire(UUID proposed, @Nullable Duration duration) {
        boolean own = lease != null && lease.id().equals(proposed);
        Lease taken = Lease.taken(proposed, duration, now);
        return switch (state()) {
            case AVAILABLE, EXPIRED, BROKEN -> taken;
            case LEASED -> {
                if (!own) {
                    throw BlobError.LEASE_ALREADY_PRESENT.exception();
                }
                yield taken;
            }
            case BREAKING ->
                throw (own ? BlobError.LEASE_IS_BREAKING_AND_CANNOT_BE_ACQUIRED : BlobError.LEASE_ALREADY_PRESENT)
                        .exception();
        };
    }

    /** Lets the lease last as long again as when it was taken, even if it has expired since. */
    public Lease renew(UUID id) {
        Lease held = requireHeld(id);
        if (held.breaking()) {
            throw BlobError.LEASE_IS_BROKEN_AND_CANNOT_BE_RENEWED.exception();
        }
        return Lease.taken(id, held.duration(), now);
    }

    /** Gives the lease another id. A client that does not know whether it has done so may do it again. */
    public Lease change(UUID id, UUID proposed) {
        if (lease == null || !lease.isActive(now)) {
            throw errors.nothingToActOn().exception();
        }
        boolean done = lease.id().equals(proposed) && !lease.breaking();
        if (!done && !lease.id().equals(id)) {
            throw errors.notTheOwn().exception();
        }
        if (lease.breaking()) {
            throw BlobError.LEASE_IS_BREAKING_AND_CANNOT_BE_CHANGED.exception();
        }
        return new Lease(proposed, lease.duration(), false, lease.end());
    }

    /** Gives the lease back: there is none any more. */
    public void release(UUID id) {
        requireHeld(id);
    }

    /**
     * Sees to it that the lease ends, whoever has it.
     *
     * @param period when, if it does not end earlier by itself; null for when it does, which is at once if it never does
     */
    public Lease breakAfter(@Nullable Duration period) {
        if (lease == null) {
            throw errors.nothingToActOn().exception();
        }
        Instant end = lease.end();
        Instant latest = period == null ? end : now.plus(period);
        if (latest == null) {
            latest = now;
        }
        boolean endsEarlier = end != null && end.isBefore(latest);
        return new Lease(lease.id(), lease.duration(), true, endsEarlier ? end : latest);
    }

    private LeaseState state() {
        return lease == null ? LeaseState.AVAILABLE : lease.state(now);
    }

    private Lease requireHeld(UUID id) {
        if (lease == null || !lease.id().equals(id)) {
            throw errors.notTheOwn().exception();
        }
        return lease;
    }
}
