package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The version of the protocol in which a client is answered.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/versioning-for-the-azure-storage-services">Versioning
 *     for Azure Storage</a>
 */
final class ServiceVersion {
    /** The version for clients that do not name one. */
    static final String NEWEST = "2026-10-06";

    static final String PARAMETER = "api-version";

    private static final String FORM = "yyyy-MM-dd";

    private ServiceVersion() {}

    /** Returns what the client asks for, be it a version or not; null if it does not say. */
    static @Nullable String of(HttpRequest request) {
        @Nullable String raw = request.rawQuery();
        @Nullable String header = request.headers().get("x-ms-version");
        if (raw == null) {
            return header;
        }
        boolean headerDecides = header != null && !raw.toLowerCase(Locale.ROOT).contains(PARAMETER);
        if (headerDecides) {
            return header;
        }
        try {
            return of(request.headers(), QueryParameters.parse(raw));
        } catch (IllegalArgumentException notPercentEncoded) {
            return header;
        }
    }

    /** A parameter of that name decides, else the header, else the version in which a signature was made. */
    static @Nullable String of(Headers headers, QueryParameters queryParameters) {
        @Nullable String parameter = queryParameters.get(PARAMETER);
        @Nullable String header = headers.get("x-ms-version");
        if (parameter != null) {
            return parameter;
        }
        return header != null || !queryParameters.has("sig") ? header : queryParameters.get("sv");
    }

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException if it cannot be one
     */
    static String parse(String text) {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("no version: " + text);
        }
        return text;
    }

    static boolean isWellFormed(String text) {
        boolean wellFormed = text.length() == FORM.length();
        for (int i = 0; wellFormed && i < text.length(); i++) {
            char c = text.charAt(i);
            wellFormed = FORM.charAt(i) == '-' ? c == '-' : c >= '0' && c <= '9';
        }
        return wellFormed;
    }
}
