package dev.nephelite.function.access;

import dev.nephelite.emulator.time.Ids;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Makes keys as the cloud makes them: 56 characters that need no escaping in a URL, of which the first 44 are random. The
 * rest says what it is, so that a scanner which finds a key in a repository knows it for one.
 */
final class KeyGenerator {
    private static final int LENGTH = 40;
    private static final int CHECKSUM_LENGTH = 4;
    private static final byte[] SIGNATURE = Base64.getUrlDecoder().decode("AzFu");

    private KeyGenerator() {}

    /** Returns a key that nobody can guess, of the kind that belongs to {@code ring}. */
    static String on(KeyRing ring, Ids ids) {
        int signed = LENGTH - CHECKSUM_LENGTH;
        ByteBuffer key = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        key.put(ids.secret(signed - SIGNATURE.length)).put(SIGNATURE);
        long checksum = Marvin32.hash(key.array(), signed, ring.seed());
        key.putInt((int) (checksum ^ (checksum >>> 32)));
        return Base64.getUrlEncoder().encodeToString(key.array());
    }
}
