package dev.nephelite.blob.lease;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.LeaseErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of lease operations by lease state, as in the REST reference: one method for each action.
 *
 * @param lease null if there is none
 * @param errors worded for the resource
 * @see
 *     <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob#outcomes-of-lease-operations-on-blobs-by-lease-state">Outcomes
 *     of lease operations by lease state</a>
 */
record LeaseTransitions(@Nullable Lease lease, LeaseErrors errors, Instant now) {
    /**
     * Acquires the lease. Its holder may acquire it again with another duration.
     *
     * @param duration null for an infinite lease
     */
    Lease acquire(UUID proposed, @Nullable Duration duration) {
        boolean own = lease != null && lease.id().equals(proposed);
        Lease acquired = Lease.acquired(proposed, duration, now);
        return switch (state()) {
            case AVAILABLE, EXPIRED, BROKEN -> acquired;
            case LEASED -> {
                if (!own) {
                    throw BlobError.LEASE_ALREADY_PRESENT.exception();
                }
                yield acquired;
            }
            case BREAKING ->
                throw (own ? BlobError.LEASE_IS_BREAKING_AND_CANNOT_BE_ACQUIRED : BlobError.LEASE_ALREADY_PRESENT)
                        .exception();
        };
    }

    /** Renews the lease for its duration, even if it has expired. */
    Lease renew(UUID id) {
        Lease current = requireHolder(id);
        if (current.breaking()) {
            throw BlobError.LEASE_IS_BROKEN_AND_CANNOT_BE_RENEWED.exception();
        }
        return Lease.acquired(id, current.duration(), now);
    }

    /** Changes the lease id. Repeating a change succeeds. */
    Lease change(UUID id, UUID proposed) {
        if (lease == null || !lease.isActive(now)) {
            throw errors.notPresentForLeaseOperation().exception();
        }
        boolean done = lease.id().equals(proposed) && !lease.breaking();
        if (!done && !lease.id().equals(id)) {
            throw errors.mismatchForLeaseOperation().exception();
        }
        if (lease.breaking()) {
            throw BlobError.LEASE_IS_BREAKING_AND_CANNOT_BE_CHANGED.exception();
        }
        return new Lease(proposed, lease.duration(), false, lease.end());
    }

    /** Checks that the lease may be released. */
    void release(UUID id) {
        requireHolder(id);
    }

    /**
     * Breaks the lease.
     *
     * @param period the break period, at most the remaining time of the lease; null for the remaining time, which
     *     is zero for an infinite lease
     */
    Lease breakAfter(@Nullable Duration period) {
        if (lease == null) {
            throw errors.notPresentForLeaseOperation().exception();
        }
        Instant end = lease.end();
        Instant latest = period == null ? end : now.plus(period);
        if (latest == null) {
            latest = now;
        }
        boolean endsEarlier = end != null && end.isBefore(latest);
        return new Lease(lease.id(), lease.duration(), true, endsEarlier ? end : latest);
    }

    private Lease.State state() {
        return lease == null ? Lease.State.AVAILABLE : lease.state(now);
    }

    private Lease requireHolder(UUID id) {
        if (lease == null || !lease.id().equals(id)) {
            throw errors.mismatchForLeaseOperation().exception();
        }
        return lease;
    }
}
