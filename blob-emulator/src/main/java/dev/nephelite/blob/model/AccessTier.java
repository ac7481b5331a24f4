package dev.nephelite.blob.model;

import java.util.Locale;

/** How readily a block blob can be read, as far as its owner says; here all of them are equally quick. */
public enum AccessTier {
    HOT("Hot"),
    COOL("Cool"),
    COLD("Cold"),
    ARCHIVE("Archive");

    private final String text;

    AccessTier(String text) {
        this.text = text;
    }

    /**
     * Reads a header value, in any case.
     *
     * @throws IllegalArgumentException if there is no such tier for block blobs
     */
    public static AccessTier parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return text;
    }
}
