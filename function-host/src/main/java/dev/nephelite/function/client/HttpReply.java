package dev.nephelite.function.client;

import dev.nephelite.emulator.http.Headers;

/** What a server answered to one request, complete. */
final class HttpReply {
    private final int status;
    private final Headers headers;
    private final byte[] body;

    HttpReply(int status, Headers headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
