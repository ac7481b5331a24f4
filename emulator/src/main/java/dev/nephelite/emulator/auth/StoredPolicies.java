package dev.nephelite.emulator.auth;

import org.jspecify.annotations.Nullable;

/** Finds the stored access policy that a service SAS names by {@code si}. */
@FunctionalInterface
public interface StoredPolicies {
    /** For a service that keeps none. */
    StoredPolicies NONE = (account, resource, id) -> null;

    /**
     * Returns the policy, or null when there is none of that id.
     *
     * @param resource the container or queue that holds it
     */
    @Nullable
    StoredPolicy find(String account, String resource, String id);
}
