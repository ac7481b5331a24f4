package dev.nephelite.emulator.store.content;

import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Immutable bytes that contents refer to. The record of an extent never changes, because it may be large while its reference
 * count changes often. The count is the sum of {@code references} and of the record in {@link #SHARING}.
 *
 * @param references how many segments referred to it when it was written
 * @param bytes the bytes themselves, or null if they are in a file
 * @param checksums of the blocks of the file; null for bytes in the record, because its table has checksums, for files of
 *     formats before 4, and in memory
 */
@SuppressWarnings("ArrayRecordComponent") // Extents are never compared, and their bytes never change.
public record Extent(
        long references,
        long length,
        byte @Nullable [] bytes,
        @Nullable BlockChecksums checksums) {
    public static final Table<Extent> TABLE = new Table<>("extents", new Codec<>() {
        @Override
        public void write(Extent extent, RecordOutput out) {
            out.number(extent.references).number(extent.length).bytes(extent.bytes);
            if (extent.checksums != null) {
                out.bytes(extent.checksums.toBytes());
            }
        }

        @Override
        public Extent read(RecordInput in) {
            long references = in.number();
            long length = in.number();
            byte @Nullable [] bytes = in.optionalBytes();
            byte @Nullable [] checksums = in.hasMore() ? in.optionalBytes() : null;
            return new Extent(
                    references, length, bytes, checksums == null ? null : BlockChecksums.fromBytes(checksums));
        }
    });

    /** The change of the reference count since the extent was written. No record means 0. */
    public static final Table<Long> SHARING = new Table<>("extent-sharing", Codec.NUMBER);

    /** The numbers of the runs that have created extents. */
    public static final Table<Long> RUNS = new Table<>("extent-runs", Codec.NUMBER);

    public static RecordKey key(long id) {
        return RecordKey.of(RecordKey.number(id));
    }

    /** The number of the extent with this key. */
    public static long id(RecordKey key) {
        return key.numberAt(0);
    }

    public boolean isFile() {
        return bytes == null;
    }

    /** Whether the checksums of this extent are those of another one, as far as that has any. */
    public boolean hasChecksumsOf(Extent other) {
        BlockChecksums expected = other.checksums;
        return expected == null || (checksums != null && Arrays.equals(checksums.values(), expected.values()));
    }

    /**
     * The CRC-32C of each block of a file, so that parts of it can be verified without reading the whole file.
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
         * Verifies a block.
         *
         * @throws IOException if it cannot be read or has changed
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
}
