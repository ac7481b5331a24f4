package dev.nephelite.blob.model;

import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One state of a blob that was committed: all that is known about it but its bytes.
 *
 * @param lease null if there is none, and for all states but the current one
 * @param copy null unless it was copied and not changed since
 * @param expiresAt null if it is kept until somebody deletes it
 */
public record Blob(
        Revision revision,
        Instant createdAt,
        BlobLayout layout,
        BlobProperties properties,
        Metadata metadata,
        BlobTags tags,
        Tiering tiering,
        BlobState blobState,
        @Nullable Lease lease,
        @Nullable CopyState copy,
        BlobEncryption encryption,
        BlobProtection protection,
        @Nullable Instant expiresAt) {
    /** A new state, made from this one. */
    public BlobBuilder change() {
        return new BlobBuilder(this);
    }

    public BlobType type() {
        return layout.type();
    }

    public long length() {
        return layout.length();
    }

    /** What its lease is at a moment. */
    public LeaseState leaseState(Instant now) {
        return lease == null ? LeaseState.AVAILABLE : lease.state(now);
    }

    /** Whether it only is there for the snapshots that were copied to it. */
    public boolean isIncrementalCopy() {
        return copy != null && copy.incremental() && blobState.current();
    }

    /** Refuses what is done to no blob that is there for its snapshots only. */
    public void requireNoIncrementalCopy() {
        if (isIncrementalCopy()) {
            throw BlobError.OPERATION_NOT_ALLOWED_ON_INCREMENTAL_COPY_BLOB.exception();
        }
    }

    /** Whether its time is over. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Refuses what needs the content of the blob to be at hand. */
    public void requireNotArchived() {
        requireNoIncrementalCopy();
        if (tiering.isArchived()) {
            throw BlobError.BLOB_ARCHIVED.exception();
        }
    }

    /** Refuses what must wait until the blob is what a copy makes of it. */
    public void requireNoPendingCopy() {
        if (copy != null && copy.isPending()) {
            throw BlobError.PENDING_COPY_OPERATION.exception();
        }
    }

    /** The layout, if the blob is of the type that an operation is for. */
    public <L extends BlobLayout> L require(Class<L> wanted) {
        if (!wanted.isInstance(layout)) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
        return wanted.cast(layout);
    }
}
