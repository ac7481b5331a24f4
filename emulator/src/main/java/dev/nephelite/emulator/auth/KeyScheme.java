package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.Query;

/**
 * A way to write down a request so that an account key can sign it: the lines of the scheme, the canonical headers, the
 * resource, one after the other.
 */
interface KeyScheme {
    /** Returns what precedes the canonical headers, every line ended by a line feed. */
    String lines(String method, Headers headers, String date);

    /** Returns what follows the canonical headers. */
    String resource(String account, String rawPath, Query query);
}
