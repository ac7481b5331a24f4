package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.util.Map;

/** The refusal of a client that did not prove who it is, with the reason a developer looks for first. */
final class AuthenticationFailed {
    private AuthenticationFailed() {}

    static StorageException because(String detail) {
        return CommonError.AUTHENTICATION_FAILED.exception(Map.of("AuthenticationErrorDetail", detail));
    }
}
