package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;
import java.util.Locale;

/** The access tier of a block blob. Only {@link #ARCHIVE} makes a difference here; the others are equally fast. */
public enum AccessTier {
    HOT("Hot"),
    COOL("Cool"),
    COLD("Cold"),
    ARCHIVE("Archive");

    private static final String SMART = "Smart";

    private final String text;

    AccessTier(String text) {
        this.text = text;
    }

    /**
     * Reads a header value, in any case. The tier that chooses among the others by itself is refused as not implemented.
     *
     * @throws IllegalArgumentException if there is no such tier for block blobs
     */
    public static AccessTier parse(String text) {
        if (text.equalsIgnoreCase(SMART)) {
            throw CommonError.NOT_IMPLEMENTED.exception();
        }
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return text;
    }
}
