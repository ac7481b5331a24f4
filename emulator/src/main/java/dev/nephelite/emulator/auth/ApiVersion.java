package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;

/** The protocol versions that changed what is signed. A version is a date, so its text sorts by time. */
final class ApiVersion {
    private ApiVersion() {}

    /** Whether the request speaks {@code version} or a newer one; one that does not say speaks the newest. */
    static boolean isAtLeast(Headers headers, String version) {
        String spoken = headers.get("x-ms-version");
        return spoken == null || spoken.compareTo(version) >= 0;
    }
}
