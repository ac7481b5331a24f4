package dev.nephelite.emulator.store;

import java.nio.ByteBuffer;

/**
 * The typed name of one ordered collection of records.
 *
 * @param name unique in a store
 */
public record Table<V>(String name, Codec<V> codec) {
    byte[] encode(V value) {
        RecordOutput out = new RecordOutput();
        codec.write(value, out);
        return out.toByteArray();
    }

    V decode(byte[] record) {
        return codec.read(new RecordInput(ByteBuffer.wrap(record)));
    }
}
