package dev.nephelite.function.client;

import dev.nephelite.emulator.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

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
}
