package dev.nephelite.function.worker;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Input or output data of a function, in one of the types that the language worker protocol has. */
public sealed interface TypedData {
    /** No value, such as a missing blob, an output that was not set, or the result of a {@code void} method. */
    TypedData NONE = new None();

    /** The only instance is {@link #NONE}. */
    record None() implements TypedData {}

    /** Plain text, even if it looks like JSON. */
    record Text(String value) implements TypedData {}

    /** A JSON document of any kind: {@code 5}, {@code "x"}, {@code {"a":1}}. */
    record Json(String value) implements TypedData {}

    /** An integer. */
    record Int(long value) implements TypedData {}

    /** A floating-point number. */
    record Real(double value) implements TypedData {}

    /** Binary content. The array is shared, not copied, and must not be changed. */
    final class Bytes implements TypedData {
        private final byte[] value;

        public Bytes(byte[] value) {
            this.value = value;
        }

        public byte[] value() {
            return value;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bytes[" + value.length + "]";
        }
    }

    /**
     * Content of any length that can be read once as it arrives. An input stream is valid until the invocation ends and is
     * closed by its creator; an output stream is closed by the code that sends it.
     */
    record Stream(InputStream content) implements TypedData {}

    /**
     * The request of an HTTP trigger. The maps keep the order of the client and must not be changed afterwards.
     *
     * @param method in upper case
     * @param url the absolute URL with its query
     * @param headers names in lower case; several values are joined with commas
     * @param query decoded; several values are joined with commas
     * @param routeValues decoded values by route parameter
     * @param body {@link #NONE}, {@link Text}, {@link Bytes} or {@link Stream}
     */
    record Request(
            String method,
            String url,
            Map<String, String> headers,
            Map<String, String> query,
            Map<String, String> routeValues,
            TypedData body)
            implements TypedData {
        public Request {
            headers = Collections.unmodifiableMap(headers);
            query = Collections.unmodifiableMap(query);
            routeValues = Collections.unmodifiableMap(routeValues);
        }
    }

    /**
     * The response of a function to an HTTP request.
     *
     * @param headers names ignore case; {@code Set-Cookie} may have several values
     */
    record Response(int status, Map<String, List<String>> headers, TypedData body) implements TypedData {
        public Response {
            Map<String, List<String>> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach((name, values) -> ignoringCase.put(name, List.copyOf(values)));
            headers = Collections.unmodifiableMap(ignoringCase);
        }
    }
}
