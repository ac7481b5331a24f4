package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.util.Map;

/** Refuses a client that failed to authenticate, and says why in {@code AuthenticationErrorDetail}. */
final class AuthenticationFailed {
    private AuthenticationFailed() {}

    static StorageException because(String detail) {
        return CommonError.AUTHENTICATION_FAILED.exception(Map.of("AuthenticationErrorDetail", detail));
    }
}
