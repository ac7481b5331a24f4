package dev.nephelite;

import java.io.InputStream;

/** Many bytes that are not all the same, without room for them. */
public final class Film extends InputStream {
    private final long length;
    private long position;

    public Film(long length) {
        this.length = length;
    }

    @Override
    public int read() {
        return position == length ? -1 : (int) ((position++ * 31) >>> 5) & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        if (position == length) {
            return -1;
        }
        int now = (int) Math.min(count, length - position);
        for (int i = 0; i < now; i++) {
            bytes[offset + i] = (byte) ((position++ * 31) >>> 5);
        }
        return now;
    }
}
