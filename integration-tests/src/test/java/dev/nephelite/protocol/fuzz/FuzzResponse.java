package dev.nephelite.protocol.fuzz;

import dev.nephelite.emulator.http.Headers;
import java.nio.charset.StandardCharsets;

/** What a service said; the status 0 means that it closed the connection without a word. */
record FuzzResponse(int status, Headers headers, String text) {
    static final FuzzResponse NONE = new FuzzResponse(0, Headers.NONE, "");

    static FuzzResponse of(int status, Headers headers, byte[] body) {
        return new FuzzResponse(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    boolean isNone() {
        return status == 0;
    }

    boolean isAcceptance() {
        return status >= 200 && status < 300;
    }

    /** Whether something went wrong that is not the client's doing, be it in a part of a batch. */
    boolean isBreakdown() {
        return (status >= 500 && status != 501) || text.contains("HTTP/1.1 500 ");
    }

    String errorCode() {
        return headers.has("x-ms-error-code") ? String.valueOf(headers.get("x-ms-error-code")) : "";
    }
}
