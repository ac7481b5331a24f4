package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Expression.FieldReference;
import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive JSON documents.
 *
 * @param recordSeparator written after each document; between the documents of a blob, any white space is accepted as well
 */
public record JsonFormat(String recordSeparator) implements TextFormat {
    @Override
    public RecordReader reader(InputStream blob, List<PathStep> table) {
        return new Reader(new ByteInput(blob), recordSeparator, table);
    }

    @Override
    public RecordWriter writer() {
        return new Writer(recordSeparator);
    }

    /** Reads documents; the records are the documents, or the values at the end of a path into them. */
    private static final class Reader implements RecordReader {
        private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

        private final ByteInput input;
        private final byte[] recordSeparator;
        private final List<PathStep> table;
        private final Deque<SourceRecord> pending = new ArrayDeque<>();
        private long start;

        private Reader(ByteInput input, String recordSeparator, List<PathStep> table) {
            this.input = input;
            this.recordSeparator = recordSeparator.getBytes(StandardCharsets.UTF_8);
            this.table = table;
        }

        /** Accepts any field, because some documents may have it. */
        @Override
        public void require(List<FieldReference> references) {}

        @Override
        public @Nullable SourceRecord next() throws IOException {
            while (pending.isEmpty() && skipSeparators() != ByteInput.END) {
                long at = input.position();
                JsonReader reader = new JsonReader(input);
                Value document = reader.value();
                start = at;
                if (table.isEmpty()) {
                    pending.add(new JsonRecord(document, reader.source()));
                } else {
                    forEach(document, table, found -> pending.add(new JsonRecord(found, JsonPrinter.print(found))));
                }
            }
            return pending.poll();
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
                input.skip(BYTE_ORDER_MARK);
            }
            while (Character.isWhitespace(input.peek()) || input.skip(recordSeparator)) {
                if (Character.isWhitespace(input.peek())) {
                    input.read();
                }
            }
            return input.peek();
        }
    }

    /** A JSON value as a record. A value that is not an object has no fields. */
    private record JsonRecord(Value value, String json) implements SourceRecord {
        @Override
        public Value field(FieldReference reference) {
            Value found = value;
            for (PathStep step : reference.path()) {
                found = at(found, step);
            }
            return found;
        }

        @Override
        public List<Field> fields() {
            return value instanceof Value.JsonObject object ? JsonPrinter.fields(object) : List.of();
        }
    }

    /** Writes documents; a document of the blob is written exactly as it was read. */
    private record Writer(String recordSeparator) implements RecordWriter {
        @Override
        public void write(SourceRecord source, StringBuilder text) {
            String json = source.json();
            if (json == null) {
                JsonPrinter.print(source.fields(), text);
            } else {
                text.append(json);
            }
            text.append(recordSeparator);
        }

        @Override
        public void write(List<String> names, List<Value> values, StringBuilder text) {
            JsonPrinter.print(
                    IntStream.range(0, names.size())
                            .mapToObj(i -> new SourceRecord.Field(names.get(i), values.get(i)))
                            .toList(),
                    text);
            text.append(recordSeparator);
        }
    }

    /** Passes every value at the end of the path to {@code found}; the path branches at arrays. */
    private static void forEach(Value from, List<PathStep> path, Consumer<Value> found) {
        if (path.isEmpty()) {
            found.accept(from);
            return;
        }
        List<PathStep> rest = path.subList(1, path.size());
        if (path.get(0) instanceof PathStep.Every) {
            if (from instanceof Value.JsonArray array) {
                array.items().forEach(item -> forEach(item, rest, found));
            }
        } else {
            Value next = at(from, path.get(0));
            if (next != Value.Absent.MISSING) {
                forEach(next, rest, found);
            }
        }
    }

    private static Value at(Value value, PathStep step) {
        if (step instanceof PathStep.Name name && value instanceof Value.JsonObject object) {
            return field(object.fields(), name);
        }
        if (step instanceof PathStep.Index index
                && value instanceof Value.JsonArray array
                && index.number() < array.items().size()) {
            return array.items().get(index.number());
        }
        return Value.Absent.MISSING;
    }

    /** A field whose name matches exactly has priority over one whose case differs. */
    private static Value field(Map<String, Value> fields, PathStep.Name name) {
        Value exact = fields.get(name.text());
        if (exact != null) {
            return exact;
        }
        return fields.entrySet().stream()
                .filter(field -> name.matches(field.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Value.Absent.MISSING);
    }
}
