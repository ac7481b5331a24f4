package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Expression.FieldReference;
import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.RefusedQuery;
import dev.nephelite.blob.query.sql.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads delimited text, in which every value is text. */
final class DelimitedReader implements RecordReader {
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

    DelimitedReader(ByteInput input, DelimitedFormat format) {
        this.input = input;
        this.format = format;
        columnSeparator = bytes(format.columnSeparator());
        recordSeparator = bytes(format.recordSeparator());
        quote = bytes(format.quote());
        // If the escape is the quote itself, it is only a quote written twice.
        escape = bytes(format.escape().equals(format.quote()) ? "" : format.escape());
        special = new ByteInput.FirstBytes(columnSeparator, recordSeparator, quote, escape, CARRIAGE_RETURN_LINE_FEED);
    }

    @Override
    public void require(List<FieldReference> references) throws IOException {
        begin();
        for (FieldReference reference : references) {
            if (reference.ordinal() == 0 && column(reference.column()).isEmpty()) {
                throw new RefusedQuery("Column names can be used only if 'hasHeader' is set in the config and there is"
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
        while (input.position() - first <= LONGEST) {
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
        return input.skip(recordSeparator) || (format.acceptsCarriageReturn() && input.skip(CARRIAGE_RETURN_LINE_FEED));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record DelimitedRecord(DelimitedReader reader, List<String> values) implements SourceRecord {
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
