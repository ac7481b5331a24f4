package dev.nephelite.blob.http;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A byte range that a request specifies.
 *
 * @param first the first byte, counted from zero
 * @param last the last byte, inclusive; {@link Long#MAX_VALUE} for the end of the resource
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/specifying-the-range-header-for-blob-service-operations">The
 *     range header</a>
 */
public record ByteRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    /** Returns the requested range, or null. A malformed range counts as none. */
    public static @Nullable ByteRange from(Headers headers) {
        @Nullable String specific = headers.get("x-ms-range");
        @Nullable String header = specific == null ? headers.get("Range") : specific;
        return header == null ? null : parseOrNull(header.strip());
    }

    /**
     * Parses a range that must be well-formed.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static ByteRange parse(String text) {
        @Nullable ByteRange parsed = parseOrNull(text);
        if (parsed == null) {
            throw new IllegalArgumentException("not a range of bytes: " + text);
        }
        return parsed;
    }

    private static @Nullable ByteRange parseOrNull(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        long first = Long.parseLong(parts.group(1));
        long last = parts.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(parts.group(2));
        return last < first ? null : new ByteRange(first, last);
    }

    /** This range clipped to a resource of {@code length} bytes. Refuses a range that starts after its end. */
    public ByteRange within(long length) {
        if (first >= length) {
            throw CommonError.INVALID_RANGE.exception().header("Content-Range", "bytes */" + length);
        }
        return new ByteRange(first, Math.min(last, length - 1));
    }

    public long length() {
        return last - first + 1;
    }

    /** The {@code Content-Range} of a response with this part of {@code length} bytes. */
    public String of(long length) {
        return "bytes " + first + "-" + last + "/" + length;
    }
}
