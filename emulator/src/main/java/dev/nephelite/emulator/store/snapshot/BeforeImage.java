package dev.nephelite.emulator.store.snapshot;

import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is in a node and not in the next one.
 *
 * @param record its bytes, or null if the node does not have it
 */
@SuppressWarnings("ArrayRecordComponent") // Images are never compared, and their bytes never change.
public record BeforeImage(byte @Nullable [] record) {
    /** By number of the node, name of the record's table, and key of the record. */
    public static final Table<BeforeImage> TABLE = new Table<>("snapshot-images", new Codec<>() {
        @Override
        public void write(BeforeImage image, RecordOutput out) {
            out.bytes(image.record);
        }

        @Override
        public BeforeImage read(RecordInput in) {
            return new BeforeImage(in.optionalBytes());
        }
    });

    /** The key of the image of a record. */
    static RecordKey key(long node, String table, String key) {
        return RecordKey.of(RecordKey.number(node), table, key);
    }

    /** The name of the table of which the record with this image is. */
    public static String table(RecordKey image) {
        return image.part(1);
    }

    /** The key of the record with this image. */
    public static String record(RecordKey image) {
        return image.text().substring(image.part(0).length() + image.part(1).length() + 2);
    }
}
