package dev.nephelite.emulator.value;

import java.util.Locale;

/** An entity tag. Stored without quotes, which {@link #toString} adds. */
public record ETag(String value) {
    /** The condition that any version fulfils. */
    public static final ETag ANY = new ETag("*");

    /** The version that was written at {@code ticks}, a number no other write of the store has. */
    public static ETag of(long ticks) {
        return new ETag("0x" + Long.toHexString(ticks).toUpperCase(Locale.ROOT));
    }

    /** Reads a header value, with or without quotes: official clients send both. */
    public static ETag parse(String header) {
        String text = header.startsWith("W/") ? header.substring(2) : header;
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return new ETag(quoted ? text.substring(1, text.length() - 1) : text);
    }

    @Override
    public String toString() {
        return '"' + value + '"';
    }
}
