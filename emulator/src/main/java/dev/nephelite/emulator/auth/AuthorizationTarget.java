package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.value.Account;
import org.jspecify.annotations.Nullable;

/**
 * What a request is aimed at.
 *
 * @param container a container or a queue, null for a request to the service itself
 * @param blob null for everything that is no blob
 */
record AuthorizationTarget(
        String service,
        Account account,
        @Nullable String container,
        @Nullable String blob) {
    boolean isBlobService() {
        return service.equals("blob");
    }
}
