package dev.nephelite.function.client;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request to a storage service in the making: one operation on one resource. */
final class StorageCall {
    private static final String NEVER_ENCODED = "-._~/$";
    private static final byte[] NOTHING = {};

    private final String operation;
    private final String method;
    private final String rawPath;
    private final StringBuilder rawQuery = new StringBuilder();
    private final Headers.Builder headers = new Headers.Builder();
    private byte[] body = NOTHING;

    private StorageCall(String operation, String method, String rawPath) {
        this.operation = operation;
        this.method = method;
        this.rawPath = rawPath;
    }

    /**
     * Begins a call.
     *
     * @param operation what is asked of what, for messages, such as {@code Put Blob 'photos/holiday 1.jpg'}
     * @param resource below the account, not encoded, such as {@code photos/holiday 1.jpg}
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

    /** The resource as URLs spell it. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > 0 && (Character.isLetterOrDigit(octet) || NEVER_ENCODED.indexOf(octet) >= 0);
            if (plain) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }

    /** What a storage service answered to a call, be it yes or no. */
    static final class Reply {
        private static final int NOT_FOUND = 404;
        private static final String METADATA_PREFIX = "x-ms-meta-";

        private final StorageCall call;
        private final String server;
        private final HttpReply httpReply;

        /**
         * Makes the reply to {@code call}.
         *
         * @param server the host, and its port unless it is the usual one
         */
        Reply(StorageCall call, String server, HttpReply httpReply) {
            this.call = call;
            this.server = server;
            this.httpReply = httpReply;
        }

        /** Returns this reply, unless the service refused. */
        Reply requireSuccess() {
            if (isSuccess()) {
                return this;
            }
            throw new RemoteStorageException(
                    httpReply.status(),
                    code(),
                    "%s: %s answered %d %s. %s"
                            .formatted(call.operation(), server, status(), code(), explanation())
                            .strip());
        }

        boolean isSuccess() {
            return status() / 100 == 2;
        }

        boolean isNotFound() {
            return status() == NOT_FOUND;
        }

        int status() {
            return httpReply.status();
        }

        /** The code of a refusal; empty when the service gave none. */
        String code() {
            return header("x-ms-error-code", "");
        }

        @Nullable
        String header(String name) {
            return httpReply.headers().get(name);
        }

        String header(String name, String otherwise) {
            return Objects.requireNonNullElse(header(name), otherwise);
        }

        /** The metadata among the headers, without their prefix. */
        Map<String, String> metadata() {
            return httpReply.headers().withPrefix(METADATA_PREFIX);
        }

        byte[] body() {
            return httpReply.body();
        }

        XmlElement xml() {
            try {
                return XmlElement.parse(new ByteArrayInputStream(httpReply.body()));
            } catch (StorageException malformed) {
                throw new RemoteStorageException(
                        status(),
                        malformed.error().code(),
                        call.operation() + ": " + server + " answered something that is not XML.");
            }
        }

        /** The service's own words, as far as it said any in its own format. */
        private String explanation() {
            try {
                return XmlElement.parse(new ByteArrayInputStream(httpReply.body()))
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
     * What a storage service answers when its content is read as it comes.
     *
     * @param reply without its body, unless the service refused
     * @param content empty when the service refused
     */
    record StreamedReply(Reply reply, InputStream content) {
        /** Returns this download, unless the service refused. */
        StreamedReply requireSuccess() {
            reply.requireSuccess();
            return this;
        }
    }
}
