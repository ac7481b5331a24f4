package dev.nephelite.emulator.store;

import org.jspecify.annotations.Nullable;

/**
 * Some immutable bytes and how many segments refer to them.
 *
 * @param bytes the bytes themselves, or null when they are in a file
 */
@SuppressWarnings("ArrayRecordComponent") // Extents are never compared, and their bytes never change.
record Extent(long references, long length, byte @Nullable [] bytes) {
    static final Table<Extent> TABLE = new Table<>("extents", new Codec<>() {
        @Override
        public void write(Extent extent, RecordOutput out) {
            out.number(extent.references).number(extent.length).bytes(extent.bytes);
        }

        @Override
        public Extent read(RecordInput in) {
            return new Extent(in.number(), in.number(), in.optionalBytes());
        }
    });

    static Key key(long id) {
        return Key.of(Key.number(id));
    }

    boolean isFile() {
        return bytes == null;
    }

    Extent withReferences(long count) {
        return new Extent(count, length, bytes);
    }
}
