package dev.nephelite.emulator.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** A {@link Codec} as the database library wants it. */
final class RecordType<V> extends BasicDataType<V> {
    private final Codec<V> codec;

    RecordType(Codec<V> codec) {
        this.codec = codec;
    }

    @Override
    public int getMemory(V value) {
        return codec.memory(value);
    }

    @Override
    public void write(WriteBuffer buffer, V value) {
        RecordOutput out = new RecordOutput();
        codec.write(value, out);
        buffer.putVarInt(out.size()).put(out.buffer(), 0, out.size());
    }

    @Override
    public V read(ByteBuffer buffer) {
        int size = DataUtils.readVarInt(buffer);
        ByteBuffer fields = buffer.slice().limit(size);
        buffer.position(buffer.position() + size);
        return codec.read(new RecordInput(fields));
    }

    @Override
    @SuppressWarnings("unchecked")
    public V[] createStorage(int size) {
        return (V[]) new Object[size];
    }
}
