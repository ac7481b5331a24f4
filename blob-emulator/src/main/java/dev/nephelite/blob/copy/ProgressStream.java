package dev.nephelite.blob.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that tells now and then how much was read. */
final class ProgressStream extends FilterInputStream {
    private static final long STEP = 4L * 1024 * 1024;

    private final LongConsumer told;
    private long read;

    ProgressStream(InputStream bytes, LongConsumer told) {
        super(bytes);
        this.told = told;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            long before = read;
            read += count;
            if (before / STEP != read / STEP) {
                told.accept(read);
            }
        }
        return count;
    }
}
