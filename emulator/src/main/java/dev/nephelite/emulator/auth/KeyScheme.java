package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.List;

/**
 * A way to write down a request so that an account key can sign it: the lines of the scheme, the canonical headers, the
 * resource, one after the other.
 */
interface KeyScheme {
    /**
     * Returns the schemes that an {@code Authorization} header may mean by {@code name}, the usual one first; none if
     * there is no such scheme.
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
     * Returns what comes first, every line ended by a line feed.
     *
     * @param date what the client wrote for the {@code Date} header: nothing, where {@code x-ms-date} overrides it
     */
    String lines(String method, Headers headers, String date);

    /** Whether the canonical headers come between. */
    default boolean coversHeaders() {
        return true;
    }

    /** Returns what comes last. */
    String resource(String account, String rawPath, QueryParameters queryParameters);
}
