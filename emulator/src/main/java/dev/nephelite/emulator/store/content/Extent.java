package dev.nephelite.emulator.store.content;

import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * Some immutable bytes. The record of an extent never changes, because it may be large and its count of references changes
 * often: that is the sum of what it was written with and of what is in {@link #SHARING}.
 *
 * @param references how many segments referred to it at first
 * @param bytes the bytes themselves, or null when they are in a file
 * @param checksums those of the file's blocks; null for bytes in the record, which its table checks, for files of formats
 *     before 4, and in memory
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
            byte @Nullable [] checksums = in.isAtEnd() ? null : in.optionalBytes();
            return new Extent(
                    references, length, bytes, checksums == null ? null : BlockChecksums.fromBytes(checksums));
        }
    });

    /** How many references have come, or gone if it is negative, since the extent was written; without a record, none. */
    public static final Table<Long> SHARING = new Table<>("extent-sharing", Codec.NUMBER);

    /** The numbers of the runs that have created extents. */
    public static final Table<Long> RUNS = new Table<>("extent-runs", Codec.NUMBER);

    public static RecordKey key(long id) {
        return RecordKey.of(RecordKey.number(id));
    }

    /** The number of the extent whose key this is. */
    public static long id(RecordKey key) {
        return Long.parseUnsignedLong(key.text(), 16);
    }

    public boolean isFile() {
        return bytes == null;
    }
}
