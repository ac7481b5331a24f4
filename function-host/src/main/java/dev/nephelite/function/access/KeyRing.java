package dev.nephelite.function.access;

import java.util.Locale;

/**
 * Keys that open the same doors and are stored side by side.
 *
 * @param document what they are stored in, together with other rings
 * @param member where they are in there
 * @param seed marks new keys as being of this kind, see {@link KeyGenerator}
 */
public record KeyRing(String document, String member, long seed) {
    private static final String HOST_DOCUMENT = "host";
    private static final long MASTER_SEED = 0x4d61737465723030L;
    private static final long SYSTEM_SEED = 0x53797374656d3030L;
    private static final long FUNCTION_SEED = 0x46756e6374693030L;

    /** Opens everything; the one ring that holds exactly one key. */
    public static final KeyRing MASTER = new KeyRing(HOST_DOCUMENT, "masterKey", MASTER_SEED);

    /** Opens every function that needs no more than a function's key. */
    public static final KeyRing HOST = new KeyRing(HOST_DOCUMENT, "functionKeys", FUNCTION_SEED);

    /** Opens the webhooks, to each of which one of them belongs. */
    public static final KeyRing SYSTEM = new KeyRing(HOST_DOCUMENT, "systemKeys", SYSTEM_SEED);

    /** Opens one function. */
    public static KeyRing of(String function) {
        return new KeyRing(function.toLowerCase(Locale.ROOT), "keys", FUNCTION_SEED);
    }

    boolean isMaster() {
        return equals(MASTER);
    }
}
