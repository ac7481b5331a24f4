package dev.nephelite.emulator.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks up what the owners of containers and queues allow: stored access policies and public access. */
@FunctionalInterface
public interface ResourceAccess {
    /** For a service without any. */
    ResourceAccess NONE = (account, resource, id) -> null;

    /**
     * Returns the stored access policy whose id is {@code si} of a service SAS, or null.
     *
     * @param resource the container or queue that holds it
     */
    @Nullable
    StoredAccessPolicy policy(String account, String resource, String id);

    /**
     * Whether a container, or the blobs in it, are public.
     *
     * @param blobs whether only the blobs are meant
     */
    default boolean isPublic(String account, String container, boolean blobs) {
        return false;
    }

    /**
     * The terms of a stored access policy. A SAS must give the terms that the policy leaves out.
     *
     * @param permission letters as in {@code sp}
     */
    public record StoredAccessPolicy(
            @Nullable Instant start,
            @Nullable Instant expiry,
            @Nullable String permission) {}
}
