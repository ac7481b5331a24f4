package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;

/**
 * A blob name: 1 to 1024 characters of any kind but NUL and backslash, in at most 254 segments.
 *
 * @see
 *     <a href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Naming
 *     blobs</a>
 */
public record BlobName(String value) {
    private static final int MAX_LENGTH = 1024;
    private static final int MAX_SEGMENTS = 254;
    private static final char NUL = '\0';

    public BlobName {
        if (!hasValidLength(value) || !isWellFormed(value) || value.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("not a blob name: " + value);
        }
    }

    /** Parses a name from a request. A backslash becomes a slash. Refuses the request if the name is invalid. */
    public static BlobName parse(String text) {
        if (!hasValidLength(text)) {
            throw CommonError.OUT_OF_RANGE_INPUT.exception();
        }
        String value = text.replace('\\', '/');
        if (!isWellFormed(value)) {
            throw CommonError.INVALID_URI.exception();
        }
        return new BlobName(value);
    }

    private static boolean hasValidLength(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH;
    }

    /** Without a stream, because this runs for every blob that is listed. */
    private static boolean isWellFormed(String text) {
        int segments = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == NUL) {
                return false;
            }
            segments += c == '/' ? 1 : 0;
        }
        return segments <= MAX_SEGMENTS;
    }

    @Override
    public String toString() {
        return value;
    }
}
