package dev.nephelite.emulator.store.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a record in the order {@link RecordOutput} wrote them. */
public final class RecordInput {
    private final ByteBuffer buffer;

    public RecordInput(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    public long number() {
        long zigzag = 0;
        int shift = 0;
        byte octet = buffer.get();
        while (octet < 0) {
            zigzag |= (octet & 0x7FL) << shift;
            shift += 7;
            octet = buffer.get();
        }
        zigzag |= (long) octet << shift;
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** Whether there are more fields. A record that an older version wrote may lack those added since. */
    public boolean hasMore() {
        return buffer.hasRemaining();
    }

    public boolean flag() {
        return buffer.get() != 0;
    }

    /** A text that must not be null. */
    public String text() {
        return Objects.requireNonNull(optionalText(), "text");
    }

    public @Nullable String optionalText() {
        byte[] bytes = optionalBytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    public byte @Nullable [] optionalBytes() {
        long length = number();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[Math.toIntExact(length)];
        buffer.get(bytes);
        return bytes;
    }

    /** An instant that must not be null. */
    public Instant instant() {
        return Objects.requireNonNull(optionalInstant(), "instant");
    }

    public @Nullable Instant optionalInstant() {
        return flag() ? Instant.ofEpochSecond(number(), number()) : null;
    }

    public Map<String, String> texts() {
        Map<String, String> values = new LinkedHashMap<>();
        for (long left = number(); left > 0; left--) {
            values.put(text(), text());
        }
        return values;
    }

    public <T> List<T> list(Function<RecordInput, T> element) {
        List<T> values = new ArrayList<>();
        for (long left = number(); left > 0; left--) {
            values.add(element.apply(this));
        }
        return values;
    }
}
