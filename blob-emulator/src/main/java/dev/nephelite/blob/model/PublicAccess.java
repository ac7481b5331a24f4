package dev.nephelite.blob.model;

import java.util.Locale;

/** What a container opens to those who show no key and no signature. */
public enum PublicAccess {
    NONE,
    /** Its blobs, to those who know their names. */
    BLOB,
    /** The list of its blobs and its own properties as well. */
    CONTAINER;

    /**
     * Reads a header value, in any case.
     *
     * @throws IllegalArgumentException if it is neither of the two that can be asked for
     */
    public static PublicAccess parse(String text) {
        PublicAccess parsed = valueOf(text.toUpperCase(Locale.ROOT));
        if (parsed == NONE) {
            throw new IllegalArgumentException("not a level of public access: " + text);
        }
        return parsed;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
