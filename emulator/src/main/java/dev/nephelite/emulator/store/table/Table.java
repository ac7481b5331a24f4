package dev.nephelite.emulator.store.table;

import java.nio.ByteBuffer;

/**
 * The typed name of one ordered collection of records.
 *
 * @param name unique in a store
 */
public record Table<V>(String name, Codec<V> codec) {
    public byte[] encode(V value) {
        RecordOutput out = new RecordOutput();
        codec.write(value, out);
        return out.toByteArray();
    }

    public V decode(byte[] record) {
        return codec.read(new RecordInput(ByteBuffer.wrap(record)));
    }
}
