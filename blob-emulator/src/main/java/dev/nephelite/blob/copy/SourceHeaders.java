package dev.nephelite.blob.copy;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.service.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request says of the source of a copy, as the headers of a request to that source. */
final class SourceHeaders {
    private static final Map<String, String> CREDENTIALS = Map.of(
            "x-ms-version", "x-ms-version",
            "x-ms-copy-source-authorization", "Authorization",
            "x-ms-source-encryption-key", "x-ms-encryption-key",
            "x-ms-source-encryption-key-sha256", "x-ms-encryption-key-sha256",
            "x-ms-source-encryption-algorithm", "x-ms-encryption-algorithm");
    private static final Map<String, String> CONDITIONS = Map.of(
            "x-ms-source-if-match", "If-Match",
            "x-ms-source-if-none-match", "If-None-Match",
            "x-ms-source-if-modified-since", "If-Modified-Since",
            "x-ms-source-if-unmodified-since", "If-Unmodified-Since",
            "x-ms-source-if-tags", "x-ms-if-tags");

    private SourceHeaders() {}

    static Headers withoutConditions(Request request) {
        Headers.Builder headers = new Headers.Builder();
        add(request, CREDENTIALS, headers);
        return headers.build();
    }

    static Headers all(Request request) {
        Headers.Builder headers = new Headers.Builder();
        add(request, CREDENTIALS, headers);
        add(request, CONDITIONS, headers);
        return headers.build();
    }

    private static void add(Request request, Map<String, String> names, Headers.Builder headers) {
        names.forEach((name, plain) -> {
            @Nullable String value = request.headers().get(name);
            if (value != null) {
                headers.add(plain, value);
            }
        });
    }
}
