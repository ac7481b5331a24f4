package dev.nephelite.emulator.store.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of each block of a file, so that a part of it can be verified without reading the whole.
 *
 * @param values one for each block of {@link #BLOCK} bytes; the last block may be shorter
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
public record BlockChecksums(int[] values) {
    public static final int BLOCK = 256 * 1024;

    static BlockChecksums fromBytes(byte[] bytes) {
        int[] values = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(values);
        return new BlockChecksums(values);
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    /**
     * Reads a block and compares it.
     *
     * @throws IOException if it cannot be read, or is not as it was written
     */
    public void verify(FileChannel file, Path name, int block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        long position = (long) block * BLOCK;
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = file.read(bytes, position + bytes.position());
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.flip());
        if ((int) checksum.getValue() != values[block]) {
            throw new IOException(name + " has changed since it was written: the checksum of the " + bytes.limit()
                    + " bytes from " + position + " on does not match");
        }
    }

    /** Computes the checksums of a file while it is written. */
    public static final class Builder {
        private final CRC32C checksum = new CRC32C();
        private int[] values = new int[4];
        private int blocks;
        private int filled;

        public void update(byte[] bytes, int count) {
            int done = 0;
            while (done < count) {
                int step = Math.min(count - done, BLOCK - filled);
                checksum.update(bytes, done, step);
                done += step;
                filled += step;
                if (filled == BLOCK) {
                    endBlock();
                }
            }
        }

        public BlockChecksums build() {
            if (filled > 0) {
                endBlock();
            }
            return new BlockChecksums(Arrays.copyOf(values, blocks));
        }

        private void endBlock() {
            if (blocks == values.length) {
                values = Arrays.copyOf(values, 2 * blocks);
            }
            values[blocks++] = (int) checksum.getValue();
            checksum.reset();
            filled = 0;
        }
    }
}
