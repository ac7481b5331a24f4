package dev.nephelite.blob.model;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The lease id of a request, and whether it permits the request. A request without an id is refused before its
 * conditional headers are evaluated, one with a wrong id afterwards; hence two checks for a write.
 *
 * @param id null if the request has none
 * @param errors the refusals, worded for the kind of resource
 * @param now when the request was received
 * @see
 *     <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob#outcomes-of-use-attempts-on-blobs-by-lease-state">Outcomes
 *     of use attempts</a>
 */
public record LeaseCondition(@Nullable UUID id, LeaseErrors errors, Instant now) {
    /** Refuses to write a leased resource if the request carries no lease id. */
    public void requirePresent(@Nullable Lease lease) {
        if (id == null && lease != null && lease.isActive(now)) {
            throw errors.missing().exception();
        }
    }

    /** Refuses a request whose lease id is not that of an active lease on the resource. */
    public void requireMatch(@Nullable Lease lease) {
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

    /** The lease after a write, which removes an inactive lease so that it can no longer be renewed. */
    public @Nullable Lease afterWrite(@Nullable Lease lease) {
        return lease != null && lease.isActive(now) ? lease : null;
    }
}
