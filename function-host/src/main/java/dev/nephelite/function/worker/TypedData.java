package dev.nephelite.function.worker;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A value on its way into or out of a function, in the few shapes every language worker understands. */
public sealed interface TypedData {
    /** No value: a missing blob, an output never set, what a {@code void} method returns. */
    TypedData NONE = new None();

    /** The only instance is {@link #NONE}. */
    record None() implements TypedData {}

    /** Text that is meant as text, whatever it looks like. */
    record Text(String value) implements TypedData {}

    /** A JSON document of any kind: {@code 5}, {@code "x"}, {@code {"a":1}}. */
    record Json(String value) implements TypedData {}

    /** A whole number. */
    record Int(long value) implements TypedData {}

    /** A number with a fraction. */
    record Real(double value) implements TypedData {}

    /** Content that is not known to be text. The array is shared, not copied; nobody changes it. */
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
     * Content of any length that is read as it comes, at most once and by whoever called for it. On its way into a
     * function, whoever made it closes it, and it ends with its invocation; on its way out, whoever sends it closes it.
     */
    record Stream(InputStream content) implements TypedData {}

    /**
     * What an HTTP trigger received. The maps keep the order of the client; whoever has made them lets go of them.
     *
     * @param method upper case
     * @param url absolute, with its query
     * @param headers names in lower case; several values are joined with commas
     * @param query decoded; several values are joined with commas
     * @param routeValues decoded, by name of the route's parameter
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
     * What a function answers to an HTTP request.
     *
     * @param headers looked up ignoring case; {@code Set-Cookie} may have several values
     */
    record Response(int status, Map<String, List<String>> headers, TypedData body) implements TypedData {
        public Response {
            Map<String, List<String>> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach((name, values) -> ignoringCase.put(name, List.copyOf(values)));
            headers = Collections.unmodifiableMap(ignoringCase);
        }
    }
}
