package dev.nephelite.emulator.value;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A storage account: the name that URLs bear, and the keys that open it. Any of the keys will do.
 *
 * <p>Azure wants 3 to 24 lower-case letters and digits. Here a name may be whatever a URL can bear, for names that
 * served with other emulators should go on serving.
 */
public record Account(String name, List<SigningKey> keys) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    /** The account that every emulator knows, with the key that everybody knows. */
    public static final Account DEVELOPMENT = new Account(
            "devstoreaccount1",
            List.of(SigningKey.parse(
                    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")));

    /** What a URL appends to the name of an account to mean its read-only replica. */
    public static final String SECONDARY_SUFFIX = "-secondary";

    public Account {
        if (!isName(name)) {
            // What stands here by mistake may be a key, so it is not repeated.
            throw new IllegalArgumentException("not an account name; use 3 to 24 lower-case letters and digits");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("the account \"" + name + "\" has no key");
        }
        keys = List.copyOf(keys);
    }

    /** Whether one of the keys is the well-known one, with which anybody can sign. */
    public boolean hasWellKnownKey() {
        return keys.stream().anyMatch(DEVELOPMENT.keys()::contains);
    }

    static boolean isName(String text) {
        return VALID.matcher(text).matches() && !text.endsWith(SECONDARY_SUFFIX);
    }
}
