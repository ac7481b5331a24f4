package dev.nephelite.emulator.value;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A storage account: its name and its keys, any of which can sign requests.
 *
 * <p>Azure requires 3 to 24 lower-case letters and digits. Here, more names are allowed, so that names that work with
 * other emulators work here.
 */
public record Account(String name, List<SigningKey> keys) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    /** The well-known account of all emulators, whose key is public. */
    public static final Account DEVELOPMENT = new Account(
            "devstoreaccount1",
            List.of(SigningKey.parse(
                    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")));

    /** What a URL appends to the name of an account to mean its read-only replica. */
    public static final String SECONDARY_SUFFIX = "-secondary";

    public Account {
        if (!isName(name)) {
            // The text may be a key by mistake, so the message does not repeat it.
            throw new IllegalArgumentException("not an account name; use 3 to 24 lower-case letters and digits");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the account \"" + name + "\" has no key");
        }
        keys = List.copyOf(keys);
    }

    /** Whether the account has the well-known key, with which anybody can sign. */
    public boolean hasWellKnownKey() {
        return keys.stream().anyMatch(DEVELOPMENT.keys()::contains);
    }

    static boolean isName(String text) {
        return VALID.matcher(text).matches() && !text.endsWith(SECONDARY_SUFFIX);
    }
}
