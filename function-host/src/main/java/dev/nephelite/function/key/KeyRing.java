package dev.nephelite.function.key;

import dev.nephelite.emulator.time.Ids;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;

/**
 * Keys that authorize the same requests and are stored together.
 *
 * @param document the document that contains them and other rings
 * @param member the JSON property in the document
 * @param seed identifies the kind of new keys; see {@link KeyGenerator}
 */
public record KeyRing(String document, String member, long seed) {
    private static final String HOST_DOCUMENT = "host";
    private static final long MASTER_SEED = 0x4d61737465723030L;
    private static final long SYSTEM_SEED = 0x53797374656d3030L;
    private static final long FUNCTION_SEED = 0x46756e6374693030L;

    /** Authorizes everything; the only ring with exactly one key. */
    public static final KeyRing MASTER = new KeyRing(HOST_DOCUMENT, "masterKey", MASTER_SEED);

    /** Authorizes every function with the level {@code function}. */
    public static final KeyRing HOST = new KeyRing(HOST_DOCUMENT, "functionKeys", FUNCTION_SEED);

    /** Authorizes webhooks, each of which has its own key. */
    public static final KeyRing SYSTEM = new KeyRing(HOST_DOCUMENT, "systemKeys", SYSTEM_SEED);

    /** Authorizes one function. */
    public static KeyRing of(String function) {
        return new KeyRing(function.toLowerCase(Locale.ROOT), "keys", FUNCTION_SEED);
    }

    boolean isMaster() {
        return equals(MASTER);
    }

    /** The Marvin32 checksum, which distinguishes keys of the cloud from other text. */
    static final class Marvin32 {
        private int low;
        private int high;

        private Marvin32(long seed) {
            low = (int) seed;
            high = (int) (seed >>> 32);
        }

        /** The checksum of the first {@code length} bytes. */
        static long hash(byte[] bytes, int length, long seed) {
            Marvin32 state = new Marvin32(seed);
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
            while (rest.remaining() >= Integer.BYTES) {
                state.mix(rest.getInt());
            }
            // A single bit after the last byte marks the end.
            int last = 0x80;
            for (int index = length - 1; rest.hasRemaining(); index--) {
                last = (last << 8) | (bytes[index] & 0xFF);
                rest.limit(index);
            }
            state.mix(last);
            state.mix(0);
            return ((long) state.high << 32) | (state.low & 0xFFFF_FFFFL);
        }

        private void mix(int word) {
            low += word;
            high ^= low;
            low = Integer.rotateLeft(low, 20);
            low += high;
            high = Integer.rotateLeft(high, 9);
            high ^= low;
            low = Integer.rotateLeft(low, 27);
            low += high;
            high = Integer.rotateLeft(high, 19);
        }
    }

    /**
     * Generates keys as the cloud does: 56 characters that need no escaping in a URL. The first 44 are random; the rest
     * identifies the text as a key, so that secret scanners can find it.
     */
    static final class KeyGenerator {
        private static final int LENGTH = 40;
        private static final int CHECKSUM_LENGTH = 4;
        private static final byte[] SIGNATURE = Base64.getUrlDecoder().decode("AzFu");

        private KeyGenerator() {}

        /** A new random key for the ring. */
        static String generate(KeyRing ring, Ids ids) {
            int signed = LENGTH - CHECKSUM_LENGTH;
            ByteBuffer key = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            key.put(ids.secret(signed - SIGNATURE.length)).put(SIGNATURE);
            long checksum = Marvin32.hash(key.array(), signed, ring.seed());
            key.putInt((int) (checksum ^ (checksum >>> 32)));
            return Base64.getUrlEncoder().encodeToString(key.array());
        }
    }
}
