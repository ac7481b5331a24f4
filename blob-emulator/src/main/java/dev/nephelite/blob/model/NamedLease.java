package dev.nephelite.blob.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lease that a request names, and whether that lets it do what it asks of a resource.
 *
 * @param id null if it names none
 * @param now when the request came
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob#outcomes-of-use-attempts-on-blobs-by-lease-state">Outcomes
 *     of use attempts</a>
 */
public record NamedLease(@Nullable UUID id, Instant now) {
    /** Refuses a request that names a lease which is not there. */
    public void requireForRead(@Nullable Lease lease, LeaseErrors errors) {
        if (id == null) {
            return;
        }
        if (lease == null) {
            throw errors.notPresent().exception();
        }
        if (!id.equals(lease.id())) {
            throw errors.mismatch().exception();
        }
        if (!lease.isActive(now)) {
            throw errors.lost().exception();
        }
    }

    /** Refuses a change of what is leased unless the request names the lease. */
    public void requireForWrite(@Nullable Lease lease, LeaseErrors errors) {
        if (id == null && lease != null && lease.isActive(now)) {
            throw errors.missing().exception();
        }
        requireForRead(lease, errors);
    }

    /** What is left of a lease when somebody else writes: one that is over can no longer be renewed then. */
    public @Nullable Lease afterWrite(@Nullable Lease lease) {
        return lease != null && lease.isActive(now) ? lease : null;
    }
}
