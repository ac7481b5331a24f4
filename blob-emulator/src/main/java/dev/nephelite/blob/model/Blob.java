package dev.nephelite.blob.model;

import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One state of a committed blob: everything about it except its bytes.
 *
 * @param lease null if there is none; only the current state can have one
 * @param copy null unless a copy created this state
 * @param expiresAt null if the blob does not expire
 */
public record Blob(
        Revision revision,
        Instant createdAt,
        BlobLayout layout,
        BlobProperties properties,
        Metadata metadata,
        BlobTags tags,
        Tiering tiering,
        BlobState state,
        @Nullable Lease lease,
        @Nullable CopyState copy,
        BlobEncryption encryption,
        BlobProtection protection,
        @Nullable Instant expiresAt) {
    /** Begins a new state based on this one. */
    public Builder change() {
        return new Builder(this);
    }

    public BlobType type() {
        return layout.type();
    }

    public long length() {
        return layout.length();
    }

    /** The state of its lease. */
    public Lease.State leaseState(Instant now) {
        return lease == null ? Lease.State.AVAILABLE : lease.state(now);
    }

    /** Whether the blob is the base of incremental copies, of which only the snapshots can be read. */
    public boolean isIncrementalCopy() {
        return copy != null && copy.incremental() && state.current();
    }

    /** Refuses operations that are not permitted on the base of incremental copies. */
    public void requireNoIncrementalCopy() {
        if (isIncrementalCopy()) {
            throw BlobError.OPERATION_NOT_ALLOWED_ON_INCREMENTAL_COPY_BLOB.exception();
        }
    }

    /** Whether the blob has expired. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Refuses operations that need the content of an archived blob. */
    public void requireNotArchived() {
        requireNoIncrementalCopy();
        if (tiering.isArchived()) {
            throw BlobError.BLOB_ARCHIVED.exception();
        }
    }

    /** Refuses operations while a copy to the blob is pending. */
    public void requireNoPendingCopy() {
        if (copy != null && copy.isPending()) {
            throw BlobError.PENDING_COPY_OPERATION.exception();
        }
    }

    /** The layout, if the blob is of the type that an operation is for. */
    public <L extends BlobLayout> L require(Class<L> layoutType) {
        if (!layoutType.isInstance(layout)) {
            throw BlobError.INVALID_BLOB_TYPE.exception();
        }
        return layoutType.cast(layout);
    }

    /**
     * Builds a state of a blob. Fields that are not set have the values of the state that it is based on, or the defaults of
     * new blobs.
     */
    public static final class Builder {
        private Revision revision;
        private Instant createdAt;
        private BlobLayout layout;
        private BlobProperties properties;
        private Metadata metadata = Metadata.NONE;
        private BlobTags tags = BlobTags.NONE;
        private Tiering tiering = Tiering.INFERRED;
        private BlobState state = BlobState.CURRENT;
        private @Nullable Lease lease;
        private @Nullable CopyState copy;
        private BlobEncryption encryption = BlobEncryption.OF_ACCOUNT;
        private BlobProtection protection = BlobProtection.NONE;
        private @Nullable Instant expiresAt;

        /** A new blob. */
        public Builder(Revision revision, BlobLayout layout, BlobProperties properties) {
            this.revision = revision;
            createdAt = revision.lastModified();
            this.layout = layout;
            this.properties = properties;
        }

        Builder(Blob before) {
            revision = before.revision();
            createdAt = before.createdAt();
            layout = before.layout();
            properties = before.properties();
            metadata = before.metadata();
            tags = before.tags();
            tiering = before.tiering();
            state = before.state();
            lease = before.lease();
            copy = before.copy();
            encryption = before.encryption();
            protection = before.protection();
            expiresAt = before.expiresAt();
        }

        /** A new revision that drops the copy state. Most changes keep it and only set a new {@link #revision}. */
        public Builder modified(Revision next) {
            copy = null;
            return revision(next);
        }

        public Builder revision(Revision next) {
            revision = next;
            return this;
        }

        public Builder createdAt(Instant moment) {
            createdAt = moment;
            return this;
        }

        public Builder layout(BlobLayout next) {
            layout = next;
            return this;
        }

        public Builder properties(BlobProperties next) {
            properties = next;
            return this;
        }

        public Builder metadata(Metadata next) {
            metadata = next;
            return this;
        }

        public Builder tags(BlobTags next) {
            tags = next;
            return this;
        }

        public Builder tiering(Tiering next) {
            tiering = next;
            return this;
        }

        public Builder state(BlobState next) {
            state = next;
            return this;
        }

        public Builder lease(@Nullable Lease next) {
            lease = next;
            return this;
        }

        public Builder copy(@Nullable CopyState next) {
            copy = next;
            return this;
        }

        public Builder encryption(BlobEncryption next) {
            encryption = next;
            return this;
        }

        public Builder protection(BlobProtection next) {
            protection = next;
            return this;
        }

        public Builder expiresAt(@Nullable Instant moment) {
            expiresAt = moment;
            return this;
        }

        public Blob build() {
            return new Blob(
                    revision,
                    createdAt,
                    layout,
                    properties,
                    metadata,
                    tags,
                    tiering,
                    state,
                    lease,
                    copy,
                    encryption,
                    protection,
                    expiresAt);
        }
    }
}
