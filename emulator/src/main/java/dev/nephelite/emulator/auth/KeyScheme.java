package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.List;

/**
 * Builds the string-to-sign of a request: the lines of the scheme, the canonicalized headers and the canonicalized
 * resource.
 */
public interface KeyScheme {
    /**
     * Returns the variants of the scheme {@code name}, the most common first; none if there is no such scheme. They are the
     * schemes of every service but the Table service.
     */
    static List<KeyScheme> named(String name) {
        return switch (name) {
            case SharedKey.NAME -> List.of(SharedKey.SCHEME);
            case SharedKey.Lite.NAME -> List.of(SharedKey.Lite.SCHEME, SharedKey.Lite.WITHOUT_EMPTY_DATE);
            default -> List.of();
        };
    }

    /**
     * Returns the first lines, each with a line feed.
     *
     * @param date the signed value of the {@code Date} header; empty if {@code x-ms-date} overrides it
     */
    String lines(String method, Headers headers, String date);

    /** Whether the canonicalized headers follow. */
    default boolean coversHeaders() {
        return true;
    }

    /** Returns the canonicalized resource. */
    String resource(String account, String rawPath, QueryParameters queryParameters);
}
