package dev.nephelite.cloud;

import org.jspecify.annotations.Nullable;

/**
 * The URLs of a running {@link LocalCloud}, without slashes at their ends.
 *
 * @param blob of an account in the Blob service
 * @param queue of an account in the Queue service
 * @param functions of the function host; null if no app runs
 * @param control of the control plane; null if there is none
 */
public record Endpoints(
        String blob,
        String queue,
        @Nullable String functions,
        @Nullable String control) {}
