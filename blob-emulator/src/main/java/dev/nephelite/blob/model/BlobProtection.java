package dev.nephelite.blob.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a blob from being changed or deleted.
 *
 * @param until the end of its immutability policy, or null without one
 * @param locked whether the policy can only be extended
 * @param legalHold whether it is held until somebody lets go of it
 */
public record BlobProtection(@Nullable Instant until, boolean locked, boolean legalHold) {
    public static final BlobProtection NONE = new BlobProtection(null, false, false);

    /** Refuses to change or delete what is protected. */
    public void requireOver(Instant now) {
        if (legalHold) {
            throw BlobError.BLOB_IMMUTABLE_DUE_TO_LEGAL_HOLD.exception();
        }
        if (isPolicyInForce(now)) {
            throw BlobError.BLOB_IMMUTABLE_DUE_TO_POLICY.exception();
        }
    }

    /** The same with another policy. */
    public BlobProtection with(@Nullable Instant end, boolean lock) {
        return new BlobProtection(end, lock, legalHold);
    }

    /** The same with or without a legal hold. */
    public BlobProtection with(boolean hold) {
        return new BlobProtection(until, locked, hold);
    }

    /** Whether the policy still keeps the blob. */
    public boolean isPolicyInForce(Instant now) {
        return until != null && now.isBefore(until);
    }
}
