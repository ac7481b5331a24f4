package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;

/**
 * A blob name: 1 to 1024 characters of any kind but NUL in at most 254 segments. A backslash becomes a slash. Any other
 * text is refused with the error of the service.
 *
 * @see
 *     <a href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Naming
 *     blobs</a>
 */
public record BlobName(String value) {
    private static final int LONGEST = 1024;
    private static final int MOST_SEGMENTS = 254;
    private static final char NUL = '\0';

    public BlobName {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw CommonError.OUT_OF_RANGE_INPUT.exception();
        }
        value = value.replace('\\', '/');
        long segments = value.chars().filter(c -> c == '/').count() + 1;
        if (segments > MOST_SEGMENTS || value.indexOf(NUL) >= 0) {
            throw CommonError.INVALID_URI.exception();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
