package dev.nephelite.emulator.http;

import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was received.
 *
 * @param method as sent; standard methods are upper case
 * @param scheme {@code http} or {@code https}
 * @param host the {@code Host} header, with its port; empty when absent
 * @param rawPath still percent-encoded, as signatures cover it
 * @param rawQuery still percent-encoded, without the question mark
 * @param contentLength bytes of the body, or -1 if the client did not announce them
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
    /** Builds a request without query, headers and body, for tests and for requests that contain others. */
    public static Builder builder(String method, String rawPath, Instant receivedAt) {
        return new Builder(method, rawPath, receivedAt);
    }

    /** A builder that starts with the properties of this request. */
    public Builder toBuilder() {
        return new Builder(method, rawPath, receivedAt)
                .scheme(scheme)
                .host(host)
                .rawQuery(rawQuery)
                .headers(headers)
                .body(body, contentLength)
                .remoteAddress(remoteAddress);
    }

    /** Builds a request; what is not set is as in a request over plain HTTP from this machine. */
    public static final class Builder {
        private final String method;
        private final Instant receivedAt;
        private String rawPath;
        private String scheme = "http";
        private String host = "localhost";
        private @Nullable String rawQuery;
        private Headers headers = Headers.NONE;
        private InputStream body = InputStream.nullInputStream();
        private long contentLength;
        private String remoteAddress = "127.0.0.1";

        private Builder(String method, String rawPath, Instant receivedAt) {
            this.method = method;
            this.rawPath = rawPath;
            this.receivedAt = receivedAt;
        }

        public Builder rawPath(String path) {
            rawPath = path;
            return this;
        }

        public Builder scheme(String name) {
            scheme = name;
            return this;
        }

        public Builder host(String name) {
            host = name;
            return this;
        }

        public Builder rawQuery(@Nullable String query) {
            rawQuery = query;
            return this;
        }

        public Builder headers(Headers all) {
            headers = all;
            return this;
        }

        /** Sets the body and its announced length, which is -1 if the client did not announce it. */
        public Builder body(InputStream content, long length) {
            body = content;
            contentLength = length;
            return this;
        }

        public Builder remoteAddress(String address) {
            remoteAddress = address;
            return this;
        }

        public HttpRequest build() {
            return new HttpRequest(
                    method, scheme, host, rawPath, rawQuery, headers, contentLength, body, remoteAddress, receivedAt);
        }
    }
}
