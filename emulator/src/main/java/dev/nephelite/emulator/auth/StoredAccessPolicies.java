package dev.nephelite.emulator.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the owners of containers and queues let others do: by stored access policies, and everybody. */
@FunctionalInterface
public interface StoredAccessPolicies {
    /** For a service that keeps none. */
    StoredAccessPolicies NONE = (account, resource, id) -> null;

    /**
     * Finds the stored access policy that a service SAS names by {@code si}, or null when there is none of that id.
     *
     * @param resource the container or queue that holds it
     */
    @Nullable
    StoredAccessPolicy find(String account, String resource, String id);

    /**
     * Whether everybody may read a container, or may read the blobs in it.
     *
     * @param blobs whether only the blobs are meant
     */
    default boolean openToEverybody(String account, String container, boolean blobs) {
        return false;
    }

    /**
     * The part of a stored access policy that completes a signature. What it leaves open, the signature itself must give.
     *
     * @param permission letters as in {@code sp}
     */
    public record StoredAccessPolicy(
            @Nullable Instant start,
            @Nullable Instant expiry,
            @Nullable String permission) {}
}
