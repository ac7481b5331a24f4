package dev.nephelite.function.access;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The Marvin32 checksum, by which keys of the cloud can be told from other text of the same form. */
final class Marvin32 {
    private int low;
    private int high;

    private Marvin32(long seed) {
        low = (int) seed;
        high = (int) (seed >>> 32);
    }

    /** Returns the checksum of the first {@code length} bytes. */
    static long hash(byte[] bytes, int length, long seed) {
        Marvin32 state = new Marvin32(seed);
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        while (rest.remaining() >= Integer.BYTES) {
            state.mix(rest.getInt());
        }
        // The end is marked by one more bit behind the last byte.
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
