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
public record Protection(@Nullable Instant until, boolean locked, boolean legalHold) {
    public static final Protection NONE = new Protection(null, false, false);
}
