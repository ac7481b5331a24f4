package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.FieldReference;
import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of JSON documents: these themselves, or what lies at the end of a way into them. */
final class JsonRecords implements RecordSource {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final ByteInput input;
    private final byte[] recordSeparator;
    private final List<PathStep> table;
    private final Deque<SourceRecord> waiting = new ArrayDeque<>();
    private long start;

    JsonRecords(ByteInput input, String recordSeparator, List<PathStep> table) {
        this.input = input;
        this.recordSeparator = recordSeparator.getBytes(StandardCharsets.UTF_8);
        this.table = table;
    }

    /** Any field may be in one document and not in another. */
    @Override
    public void require(List<FieldReference> references) {}

    @Override
    public @Nullable SourceRecord next() throws IOException {
        while (waiting.isEmpty() && skipSeparators() != ByteInput.END) {
            long at = input.position();
            JsonReader reader = new JsonReader(input);
            Value document = reader.value();
            start = at;
            if (table.isEmpty()) {
                waiting.add(new JsonRecord(document, reader.source()));
            } else {
                JsonPath.follow(document, table, found -> waiting.add(new JsonRecord(found, JsonPrinter.print(found))));
            }
        }
        return waiting.poll();
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long position() {
        return input.position();
    }

    private int skipSeparators() throws IOException {
        if (input.position() == 0) {
            input.take(BYTE_ORDER_MARK);
        }
        while (Character.isWhitespace(input.peek()) || input.take(recordSeparator)) {
            if (Character.isWhitespace(input.peek())) {
                input.read();
            }
        }
        return input.peek();
    }
}
