package dev.nephelite.emulator.store.table;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a record. {@link RecordInput} reads them in the same order. */
public final class RecordOutput {
    private byte[] buffer;
    private int size;

    RecordOutput() {
        this(256);
    }

    /** An output with an initial capacity. It grows as needed. */
    public RecordOutput(int capacity) {
        buffer = new byte[capacity];
    }

    /** An integer as a variable-length quantity: small numbers take few bytes. */
    public RecordOutput number(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        while ((zigzag & ~0x7FL) != 0) {
            octet((byte) ((zigzag & 0x7F) | 0x80));
            zigzag >>>= 7;
        }
        octet((byte) zigzag);
        return this;
    }

    public RecordOutput flag(boolean value) {
        octet((byte) (value ? 1 : 0));
        return this;
    }

    public RecordOutput text(@Nullable String value) {
        return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    public RecordOutput bytes(byte @Nullable [] value) {
        if (value == null) {
            return number(-1);
        }
        number(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    /** An instant to the nanosecond, or null. */
    public RecordOutput instant(@Nullable Instant value) {
        flag(value != null);
        return value == null ? this : number(value.getEpochSecond()).number(value.getNano());
    }

    public RecordOutput texts(Map<String, String> values) {
        number(values.size());
        values.forEach((name, value) -> text(name).text(value));
        return this;
    }

    public <T> RecordOutput list(List<T> values, BiConsumer<T, RecordOutput> element) {
        number(values.size());
        values.forEach(value -> element.accept(value, this));
        return this;
    }

    /** Reserves bytes that the caller fills in later. */
    public RecordOutput skip(int bytes) {
        reserve(bytes);
        size += bytes;
        return this;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    private void octet(byte value) {
        reserve(1);
        buffer[size++] = value;
    }

    private void reserve(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
