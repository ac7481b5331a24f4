package dev.nephelite.function.client;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.emulator.value.PercentEncoding;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request to a storage service: one operation on one resource. {@link StorageEndpoint} addresses and signs it. */
final class StorageCall {
    private static final String NEVER_ENCODED = "-._~/$";
    private static final byte[] NOTHING = {};

    private final String operation;
    private final String method;
    private final String rawPath;
    private final StringBuilder rawQuery = new StringBuilder();
    private final Headers.Builder headers = new Headers.Builder();
    private final @Nullable TraceContext trace = newSpan();
    private byte[] body = NOTHING;

    private StorageCall(String operation, String method, String rawPath) {
        this.operation = operation;
        this.method = method;
        this.rawPath = rawPath;
    }

    /**
     * Starts a call.
     *
     * @param operation names the operation and its resource in messages, such as {@code Put Blob 'photos/holiday
     *     1.jpg'}
     * @param resource path below the account, not encoded, such as {@code photos/holiday 1.jpg}
     */
    static StorageCall of(String operation, String method, String resource) {
        return new StorageCall(operation, method, "/" + encoded(resource));
    }

    StorageCall query(String name, Object value) {
        rawQuery.append(rawQuery.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(encoded(value.toString()).replace("/", "%2F"));
        return this;
    }

    StorageCall header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    StorageCall body(byte[] content) {
        body = content;
        return this;
    }

    private static @Nullable TraceContext newSpan() {
        @Nullable Supplier<TraceContext> current = TraceScope.current();
        return current == null ? null : current.get();
    }

    /** The trace context that the request carries; null if it belongs to no trace. */
    @Nullable
    TraceContext trace() {
        return trace;
    }

    String operation() {
        return operation;
    }

    String method() {
        return method;
    }

    String rawPath() {
        return rawPath;
    }

    String rawQuery() {
        return rawQuery.toString();
    }

    Headers.Builder headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Percent-encodes a path. */
    static String encoded(String text) {
        return PercentEncoding.encode(text, NEVER_ENCODED);
    }

    /** The response of a storage service to a call: a success or a refusal. */
    static final class Reply {
        private static final int NOT_FOUND = 404;
        private static final String METADATA_PREFIX = "x-ms-meta-";

        private final StorageCall call;
        private final String server;
        private final HttpReply reply;

        /**
         * A reply to {@code call}.
         *
         * @param server host, and port if it is not the default one
         */
        Reply(StorageCall call, String server, HttpReply reply) {
            this.call = call;
            this.server = server;
            this.reply = reply;
        }

        /** Returns this reply, or throws {@link RemoteStorageException} if the service refused the call. */
        Reply requireSuccess() {
            if (isSuccess()) {
                return this;
            }
            throw new RemoteStorageException(
                    reply.status(),
                    code(),
                    "%s: %s answered %s %s. %s"
                            .formatted(call.operation(), server, status(), code(), explanation())
                            .strip());
        }

        /** The trace context of the request. */
        @Nullable
        TraceContext trace() {
            return call.trace;
        }

        boolean isSuccess() {
            return status() / 100 == 2;
        }

        boolean isNotFound() {
            return status() == NOT_FOUND;
        }

        int status() {
            return reply.status();
        }

        /** The error code of a refusal; empty if the service sent none. */
        String code() {
            return header("x-ms-error-code", "");
        }

        @Nullable
        String header(String name) {
            return reply.headers().get(name);
        }

        String header(String name, String defaultValue) {
            return Objects.requireNonNullElse(header(name), defaultValue);
        }

        /** The metadata headers, without their prefix. */
        Map<String, String> metadata() {
            return reply.headers().withPrefix(METADATA_PREFIX);
        }

        byte[] body() {
            return reply.body();
        }

        XmlElement xml() {
            try {
                return XmlElement.parse(new ByteArrayInputStream(reply.body()));
            } catch (StorageException malformed) {
                throw new RemoteStorageException(
                        status(),
                        malformed.error().code(),
                        call.operation() + ": " + server + " sent a response that is not XML.");
            }
        }

        /** The first line of the error message, if the service sent one in its XML format. */
        private String explanation() {
            try {
                return XmlElement.parse(new ByteArrayInputStream(reply.body()))
                        .textOf("Message")
                        .orElse("")
                        .lines()
                        .findFirst()
                        .orElse("");
            } catch (StorageException notXml) {
                return "";
            }
        }
    }

    /**
     * A reply whose content is streamed.
     *
     * @param reply without its body, unless the service refused the call
     * @param content empty if the service refused the call
     */
    record StreamedReply(Reply reply, InputStream content) {
        /** Returns this reply, or throws {@link RemoteStorageException} if the service refused the call. */
        StreamedReply requireSuccess() {
            reply.requireSuccess();
            return this;
        }
    }
}
