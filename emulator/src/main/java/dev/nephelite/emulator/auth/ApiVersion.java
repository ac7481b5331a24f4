package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;

/** Compares protocol versions that changed what is signed. A version is a date, so versions compare as text. */
final class ApiVersion {
    private ApiVersion() {}

    /** Whether the request has {@code version} or a newer one. A request without a version has the newest. */
    static boolean isAtLeast(Headers headers, String version) {
        String spoken = headers.get("x-ms-version");
        return spoken == null || spoken.compareTo(version) >= 0;
    }
}
