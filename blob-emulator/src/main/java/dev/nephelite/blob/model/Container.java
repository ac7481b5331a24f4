package dev.nephelite.blob.model;

import dev.nephelite.emulator.service.SignedIdentifiers;
import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A container: its own properties, not the blobs in it.
 *
 * @param generation tells the blobs of this container from those of every other, the ones that had its name before it
 *     included
 * @param lease null if there is none
 * @param publicAccess what of it is open to everybody
 * @param policies the stored access policies that signatures may name
 */
public record Container(
        ContainerName name,
        Revision revision,
        Metadata metadata,
        long generation,
        @Nullable Lease lease,
        PublicAccess publicAccess,
        SignedIdentifiers policies,
        DefaultScope defaultScope) {
    /** A container as most are made. */
    public Container(ContainerName name, Revision revision, Metadata metadata, long generation) {
        this(
                name,
                revision,
                metadata,
                generation,
                null,
                PublicAccess.NONE,
                SignedIdentifiers.NONE,
                DefaultScope.ACCOUNT_KEY);
    }

    public Container with(Metadata changed, Revision next) {
        return new Container(name, next, changed, generation, lease, publicAccess, policies, defaultScope);
    }

    /** The same, its lease being another. */
    public Container leased(@Nullable Lease changed) {
        return new Container(name, revision, metadata, generation, changed, publicAccess, policies, defaultScope);
    }

    /** The same, open to others. */
    public Container with(PublicAccess access, SignedIdentifiers identifiers, Revision next) {
        return new Container(name, next, metadata, generation, lease, access, identifiers, defaultScope);
    }

    /** The same, its blobs being encrypted in another scope. */
    public Container with(DefaultScope scope) {
        return new Container(name, revision, metadata, generation, lease, publicAccess, policies, scope);
    }

    /** What its lease is at a moment. */
    public LeaseState leaseState(Instant now) {
        return lease == null ? LeaseState.AVAILABLE : lease.state(now);
    }
}
