package dev.nephelite.blob.model;

import java.util.Locale;

/** What a client that deletes a blob says of its snapshots. */
public enum DeleteSnapshots {
    /** The blob goes, and they with it. */
    INCLUDE,
    /** They go, and the blob stays. */
    ONLY;

    /**
     * Reads a header value, in any case.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static DeleteSnapshots parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
