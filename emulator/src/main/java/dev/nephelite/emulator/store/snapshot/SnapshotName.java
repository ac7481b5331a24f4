package dev.nephelite.emulator.store.snapshot;

import java.util.regex.Pattern;

/** The name of a snapshot: up to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit. */
public record SnapshotName(String value) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** @throws IllegalArgumentException if it is not a name; the message says what names look like */
    public SnapshotName {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + value + "' cannot be the name of a snapshot. A name has up to 64"
                    + " letters, digits, dots, hyphens and underscores, and begins with a letter or digit.");
        }
    }
}
