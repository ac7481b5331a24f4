package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.List;

/**
 * Builds the string-to-sign of a request: the lines of the scheme, the canonicalized headers and the canonicalized
 * resource.
 */
interface KeyScheme {
    /**
     * Returns the variants of the scheme {@code name}, the most common first; none if there is no such scheme.
     */
    static List<KeyScheme> of(String service, String name) {
        boolean table = service.equals("table");
        return switch (name) {
            case SharedKey.NAME -> List.of(table ? TableKeyScheme.FULL : SharedKey.SCHEME);
            case SharedKeyLite.NAME ->
                table ? List.of(TableKeyScheme.LITE) : List.of(SharedKeyLite.SCHEME, SharedKeyLite.WITHOUT_EMPTY_DATE);
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
