package dev.nephelite.emulator.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stored access policy that completes a signature. What it leaves open, the signature itself must give.
 *
 * @param permission letters as in {@code sp}
 */
public record StoredAccessPolicy(
        @Nullable Instant start,
        @Nullable Instant expiry,
        @Nullable String permission) {}
