package dev.nephelite.function.client;

import dev.nephelite.emulator.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends HTTP requests. Interrupting a thread that waits for a reply ends its request. Thread-safe. */
interface HttpTransport extends AutoCloseable {
    /**
     * Sends a request and waits for the whole reply.
     *
     * @throws IOException if there is no reply, or not in time
     */
    HttpReply send(Request request) throws IOException, InterruptedException;

    /** Sends a request without waiting; the result fails if there is no reply, or not in time. */
    CompletableFuture<HttpReply> sendAsync(Request request);

    /**
     * Sends a request and waits for the head of the reply. The caller reads and closes its content.
     *
     * @throws IOException if there is no reply, or not in time
     */
    OpenReply open(Request request) throws IOException, InterruptedException;

    /** Closes what is idle; requests in progress continue. */
    @Override
    void close();

    /** A request. Its body is shared, not copied, and must not be changed. */
    final class Request {
        private static final byte[] NOTHING = {};

        private final String method;
        private final URI uri;
        private final Headers headers;
        private final byte[] body;
        private final @Nullable Duration timeout;

        /**
         * A request with a body, which may be empty.
         *
         * @param headers without those that HTTP itself needs, such as {@code Host} and {@code Content-Length}
         * @param timeout how long the server may take to reply; null for no limit
         */
        Request(String method, URI uri, Headers headers, byte[] body, @Nullable Duration timeout) {
            this.method = method;
            this.uri = uri;
            this.headers = headers;
            this.body = body;
            this.timeout = timeout;
        }

        /**
         * A request without headers and body.
         *
         * @param timeout how long the server may take to reply; null for no limit
         */
        static Request get(URI uri, @Nullable Duration timeout) {
            return new Request("GET", uri, new Headers.Builder().build(), NOTHING, timeout);
        }

        String method() {
            return method;
        }

        URI uri() {
            return uri;
        }

        Headers headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        @Nullable
        Duration timeout() {
            return timeout;
        }

        /** Whether the request says how long its body is. Only PUT and POST do so if there is none. */
        boolean hasLength() {
            return body.length > 0 || method.equals("PUT") || method.equals("POST");
        }
    }

    /** A reply whose content arrives while it is read. */
    record OpenReply(int status, Headers headers, InputStream content) {}
}
