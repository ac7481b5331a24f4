package dev.nephelite.emulator.store.content;

import java.io.InputStream;
import java.util.Arrays;

/** As many zeros as there are to be. */
final class ZeroStream extends InputStream {
    private long left;

    ZeroStream(long count) {
        left = count;
    }

    @Override
    public int read() {
        return read(new byte[1], 0, 1) < 0 ? -1 : 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int count = (int) Math.min(length, left);
        Arrays.fill(bytes, offset, offset + count, (byte) 0);
        left -= count;
        return count;
    }
}
