package dev.nephelite.blob.model;

import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A state of a blob in the making. What nobody says is as in the state it was made from, or as new blobs have it. */
public final class BlobBuilder {
    private Revision revision;
    private Instant createdAt;
    private BlobLayout layout;
    private BlobProperties properties;
    private Metadata metadata = Metadata.NONE;
    private BlobTags tags = BlobTags.NONE;
    private Tiering tiering = Tiering.INFERRED;
    private BlobState blobState = BlobState.CURRENT;
    private @Nullable Lease lease;
    private @Nullable CopyState copy;
    private BlobEncryption encryption = BlobEncryption.OF_ACCOUNT;
    private BlobProtection protection = BlobProtection.NONE;
    private @Nullable Instant expiresAt;

    /** A new blob. */
    public BlobBuilder(Revision revision, BlobLayout layout, BlobProperties properties) {
        this.revision = revision;
        createdAt = revision.lastModified();
        this.layout = layout;
        this.properties = properties;
    }

    BlobBuilder(Blob before) {
        revision = before.revision();
        createdAt = before.createdAt();
        layout = before.layout();
        properties = before.properties();
        metadata = before.metadata();
        tags = before.tags();
        tiering = before.tiering();
        blobState = before.blobState();
        lease = before.lease();
        copy = before.copy();
        encryption = before.encryption();
        protection = before.protection();
        expiresAt = before.expiresAt();
    }

    /**
     * A change after which the blob no longer tells of the copy that made it; most changes only bring a new
     * {@link #revision}.
     */
    public BlobBuilder modified(Revision next) {
        copy = null;
        return revision(next);
    }

    public BlobBuilder revision(Revision next) {
        revision = next;
        return this;
    }

    public BlobBuilder createdAt(Instant moment) {
        createdAt = moment;
        return this;
    }

    public BlobBuilder layout(BlobLayout next) {
        layout = next;
        return this;
    }

    public BlobBuilder properties(BlobProperties next) {
        properties = next;
        return this;
    }

    public BlobBuilder metadata(Metadata next) {
        metadata = next;
        return this;
    }

    public BlobBuilder tags(BlobTags next) {
        tags = next;
        return this;
    }

    public BlobBuilder tiering(Tiering next) {
        tiering = next;
        return this;
    }

    public BlobBuilder blobState(BlobState next) {
        blobState = next;
        return this;
    }

    public BlobBuilder lease(@Nullable Lease next) {
        lease = next;
        return this;
    }

    public BlobBuilder copy(@Nullable CopyState next) {
        copy = next;
        return this;
    }

    public BlobBuilder encryption(BlobEncryption next) {
        encryption = next;
        return this;
    }

    public BlobBuilder protection(BlobProtection next) {
        protection = next;
        return this;
    }

    public BlobBuilder expiresAt(@Nullable Instant moment) {
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
                blobState,
                lease,
                copy,
                encryption,
                protection,
                expiresAt);
    }
}
