package dev.nephelite.emulator.store.content;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file as a stream. A file that ends before the part does was cut, and is not taken for the whole. */
final class FileRange extends InputStream {
    private final FileChannel file;
    private final boolean owned;
    private final Check check;
    private long position;
    private long left;

    /**
     * A stream that reads {@code count} bytes from {@code position}.
     *
     * @param owned whether the file is closed with the stream
     * @param check is done with every part before it is read
     */
    FileRange(FileChannel file, long position, long count, boolean owned, Check check) {
        this.file = file;
        this.position = position;
        this.owned = owned;
        this.check = check;
        left = count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        check.require(file, position, Math.min(length, left));
        int count = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)), position);
        if (count < 0) {
            throw new EOFException("file ends at " + position + ", " + left + " bytes too early");
        }
        position += count;
        left -= count;
        return count;
    }

    /** Whether a part of a file is as it was written. */
    @FunctionalInterface
    interface Check {
        void require(FileChannel file, long position, long count);
    }

    @Override
    public void close() throws IOException {
        if (owned) {
            file.close();
        }
    }
}
