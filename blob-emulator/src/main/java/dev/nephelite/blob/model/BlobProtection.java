package dev.nephelite.blob.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The immutability policy and the legal hold of a blob.
 *
 * @param until the end of its immutability policy, or null without one
 * @param locked whether the policy can only be extended
 * @param legalHold whether the blob has a legal hold
 */
public record BlobProtection(@Nullable Instant until, boolean locked, boolean legalHold) {
    public static final BlobProtection NONE = new BlobProtection(null, false, false);

    /** Refuses to change or delete a protected blob. */
    public void requireOver(Instant now) {
        if (legalHold) {
            throw BlobError.BLOB_IMMUTABLE_DUE_TO_LEGAL_HOLD.exception();
        }
        if (isPolicyInForce(now)) {
            throw BlobError.BLOB_IMMUTABLE_DUE_TO_POLICY.exception();
        }
    }

    /** This protection with another policy. */
    public BlobProtection with(@Nullable Instant end, boolean lock) {
        return new BlobProtection(end, lock, legalHold);
    }

    /** This protection with or without a legal hold. */
    public BlobProtection with(boolean hold) {
        return new BlobProtection(until, locked, hold);
    }

    /** Whether the immutability policy has not ended. */
    public boolean isPolicyInForce(Instant now) {
        return until != null && now.isBefore(until);
    }
}
