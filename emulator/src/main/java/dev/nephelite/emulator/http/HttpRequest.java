package dev.nephelite.emulator.http;

import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came from the wire.
 *
 * @param method as sent, upper case for every method there is
 * @param scheme {@code http} or {@code https}
 * @param host the {@code Host} header, with its port; empty when absent
 * @param rawPath still percent-encoded, as signatures cover it
 * @param rawQuery still percent-encoded, without the question mark
 * @param contentLength bytes of the body, or -1 when the client did not say
 * @param body read at most once; empty when there is none
 * @param remoteAddress the client's IP address
 */
public record HttpRequest(
        String method,
        String scheme,
        String host,
        String rawPath,
        @Nullable String rawQuery,
        Headers headers,
        long contentLength,
        InputStream body,
        String remoteAddress,
        Instant receivedAt) {
    /** This request as if it had come with other headers and another body. */
    public HttpRequest with(Headers otherHeaders, InputStream otherBody, long otherLength) {
        return new HttpRequest(
                method,
                scheme,
                host,
                rawPath,
                rawQuery,
                otherHeaders,
                otherLength,
                otherBody,
                remoteAddress,
                receivedAt);
    }
}
