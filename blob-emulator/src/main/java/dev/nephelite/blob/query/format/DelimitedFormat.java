package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Expression.FieldReference;
import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.RefusedQuery;
import dev.nephelite.blob.query.sql.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Delimited text, such as CSV.
 *
 * @param quote the text around a field that contains a separator; empty if fields are not quoted
 * @param escape the text before a character that loses its special meaning; empty if there is none
 * @param headers whether the first record contains the names of the columns
 */
public record DelimitedFormat(
        String columnSeparator, String quote, String recordSeparator, String escape, boolean headers)
        implements TextFormat {
    /** The format if the request does not specify one. */
    public static final DelimitedFormat DEFAULT = new DelimitedFormat(",", "\"", "\n", "", false);

    private static final String CARRIAGE_RETURN = "\r";
    private static final String LINE_FEED = "\n";

    public DelimitedFormat {
        boolean separatorEndsLine = recordSeparator.equals(LINE_FEED) && columnSeparator.equals(CARRIAGE_RETURN);
        if (columnSeparator.equals(recordSeparator) || separatorEndsLine) {
            throw new RefusedQuery("Field delimiter and record delimiter must be different characters.").exception();
        }
    }

    @Override
    public RecordReader reader(InputStream blob, List<PathStep> table) {
        if (!table.isEmpty()) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return new Reader(new ByteInput(blob), this);
    }

    @Override
    public RecordWriter writer() {
        return new Writer(this);
    }

    /** Whether a record may also end with a carriage return and a line feed. */
    boolean acceptsCarriageReturn() {
        return recordSeparator.equals(LINE_FEED);
    }

    /** Writes records, and a header row before the first one if the format has headers. */
    private static final class Writer implements RecordWriter {
        private final DelimitedFormat format;
        private boolean headersPending;

        private Writer(DelimitedFormat format) {
            this.format = format;
            headersPending = format.headers();
        }

        @Override
        public void write(SourceRecord source, StringBuilder text) {
            List<SourceRecord.Field> fields = source.fields();
            write(
                    fields.stream().map(SourceRecord.Field::name).toList(),
                    fields.stream().map(SourceRecord.Field::value).toList(),
                    text);
        }

        @Override
        public void write(List<String> names, List<Value> values, StringBuilder text) {
            if (headersPending) {
                headersPending = false;
                line(names, text);
            }
            line(values.stream().map(Writer::text).toList(), text);
        }

        private void line(List<String> fields, StringBuilder text) {
            for (int i = 0; i < fields.size(); i++) {
                text.append(i == 0 ? "" : format.columnSeparator()).append(field(fields.get(i)));
            }
            text.append(format.recordSeparator());
        }

        private String field(String value) {
            String quote = format.quote();
            boolean separates = value.contains(format.columnSeparator()) || value.contains(format.recordSeparator());
            if (quote.isEmpty() || (!separates && !value.contains(quote))) {
                return value;
            }
            String escape = format.escape().isEmpty() ? quote : format.escape();
            String safe = escape.equals(quote) ? value : value.replace(escape, escape + escape);
            return quote + safe.replace(quote, escape + quote) + quote;
        }

        private static String text(Value value) {
            if (value.isAbsent()) {
                return "";
            }
            boolean nested = value instanceof Value.JsonObject || value instanceof Value.JsonArray;
            return nested ? JsonPrinter.print(value) : value.toText();
        }
    }

    /** Reads delimited text, in which every value is text. */
    private static final class Reader implements RecordReader {
        private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        private static final byte[] CARRIAGE_RETURN_LINE_FEED = {'\r', '\n'};

        private final ByteInput input;
        private final DelimitedFormat format;
        private final byte[] columnSeparator;
        private final byte[] recordSeparator;
        private final byte[] quote;
        private final byte[] escape;
        private final ByteInput.FirstBytes special;
        private @Nullable List<String> names;
        private boolean begun;
        private long start;

        Reader(ByteInput input, DelimitedFormat format) {
            this.input = input;
            this.format = format;
            columnSeparator = bytes(format.columnSeparator());
            recordSeparator = bytes(format.recordSeparator());
            quote = bytes(format.quote());
            // If the escape is the quote itself, it is only a quote written twice.
            escape = bytes(format.escape().equals(format.quote()) ? "" : format.escape());
            special = new ByteInput.FirstBytes(
                    columnSeparator, recordSeparator, quote, escape, CARRIAGE_RETURN_LINE_FEED);
        }

        @Override
        public void require(List<FieldReference> references) throws IOException {
            begin();
            for (FieldReference reference : references) {
                if (reference.ordinal() == 0 && column(reference.column()).isEmpty()) {
                    throw new RefusedQuery(
                                    "Column names can be used only if 'hasHeader' is set in the config and there is"
                                            + " a header row.")
                            .exception();
                }
            }
        }

        @Override
        public @Nullable SourceRecord next() throws IOException {
            begin();
            start = input.position();
            return input.peek() == ByteInput.END ? null : new DelimitedRecord(this, record());
        }

        @Override
        public long start() {
            return start;
        }

        @Override
        public long position() {
            return input.position();
        }

        /** The index of the column with that name in the header row. */
        private OptionalInt column(PathStep.Name name) {
            List<String> known = names == null ? List.of() : names;
            return IntStream.range(0, known.size())
                    .filter(i -> name.matches(known.get(i)))
                    .findFirst();
        }

        private String name(int column) {
            return names == null || column >= names.size() ? "_" + (column + 1) : names.get(column);
        }

        private void begin() throws IOException {
            if (!begun) {
                begun = true;
                input.skip(BYTE_ORDER_MARK);
                names = format.headers() && input.peek() != ByteInput.END ? record() : null;
            }
        }

        private List<String> record() throws IOException {
            List<String> fields = new ArrayList<>();
            long first = input.position();
            boolean more = true;
            while (more) {
                ByteArrayOutputStream field = new ByteArrayOutputStream();
                more = readField(field, first);
                fields.add(field.toString(StandardCharsets.UTF_8));
            }
            return fields;
        }

        /** Returns whether another field follows in the same record. */
        private boolean readField(ByteArrayOutputStream field, long first) throws IOException {
            boolean quoted = input.skip(quote);
            while (input.position() - first <= MAX_LENGTH) {
                input.readUntil(special, field);
                if (input.peek() == ByteInput.END) {
                    return false;
                }
                if (isEscaped()) {
                    field.write(input.read());
                } else if (quoted) {
                    quoted = readQuoted(field);
                } else if (input.skip(columnSeparator)) {
                    return true;
                } else if (endsRecord()) {
                    return false;
                } else {
                    field.write(input.read());
                }
            }
            throw QueryFailure.parseError("The record is too long.");
        }

        /** Returns whether the field is still inside quotes. A quote inside quotes is written twice. */
        private boolean readQuoted(ByteArrayOutputStream field) throws IOException {
            if (!input.skip(quote)) {
                field.write(input.read());
                return true;
            }
            if (!input.skip(quote)) {
                return false;
            }
            field.writeBytes(quote);
            return true;
        }

        private boolean isEscaped() throws IOException {
            return input.skip(escape) && input.peek() != ByteInput.END;
        }

        private boolean endsRecord() throws IOException {
            return input.skip(recordSeparator)
                    || (format.acceptsCarriageReturn() && input.skip(CARRIAGE_RETURN_LINE_FEED));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private record DelimitedRecord(Reader reader, List<String> values) implements SourceRecord {
            @Override
            public Value field(FieldReference reference) {
                int ordinal = reference.ordinal();
                int index = ordinal > 0
                        ? ordinal - 1
                        : reader.column(reference.column()).orElse(Integer.MAX_VALUE);
                if (index >= values.size()) {
                    throw QueryFailure.invalidColumnOrdinal();
                }
                return new Value.Text(values.get(index));
            }

            @Override
            public List<Field> fields() {
                return IntStream.range(0, values.size())
                        .mapToObj(i -> new Field(reader.name(i), new Value.Text(values.get(i))))
                        .toList();
            }

            @Override
            public @Nullable String json() {
                return null;
            }
        }
    }
}
