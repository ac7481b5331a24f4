package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.FieldReference;
import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.RefusedQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The records of delimited text. */
final class DelimitedRecords implements RecordSource {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] CARRIAGE_RETURN_LINE_FEED = {'\r', '\n'};

    private final ByteInput input;
    private final DelimitedFormat format;
    private final byte[] columnSeparator;
    private final byte[] recordSeparator;
    private final byte[] quote;
    private final byte[] escape;
    private final SpecialBytes marks;
    private @Nullable List<String> names;
    private boolean begun;
    private long start;

    DelimitedRecords(ByteInput input, DelimitedFormat format) {
        this.input = input;
        this.format = format;
        columnSeparator = bytes(format.columnSeparator());
        recordSeparator = bytes(format.recordSeparator());
        quote = bytes(format.quote());
        // An escape that is the quote itself is nothing but the quote written twice.
        escape = bytes(format.escape().equals(format.quote()) ? "" : format.escape());
        marks = SpecialBytes.of(columnSeparator, recordSeparator, quote, escape, CARRIAGE_RETURN_LINE_FEED);
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

    /** The column that the header row calls so, counted from zero. */
    OptionalInt column(PathStep.Name name) {
        List<String> known = names == null ? List.of() : names;
        return IntStream.range(0, known.size())
                .filter(i -> name.matches(known.get(i)))
                .findFirst();
    }

    /** What a column is called, counted from zero. */
    String name(int column) {
        return names == null || column >= names.size() ? "_" + (column + 1) : names.get(column);
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            input.take(BYTE_ORDER_MARK);
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
        boolean quoted = input.take(quote);
        while (input.position() - first <= LONGEST) {
            input.takeUntil(marks, field);
            if (input.peek() == ByteInput.END) {
                return false;
            }
            if (isEscaped()) {
                field.write(input.read());
            } else if (quoted) {
                quoted = readQuoted(field);
            } else if (input.take(columnSeparator)) {
                return true;
            } else if (endsRecord()) {
                return false;
            } else {
                field.write(input.read());
            }
        }
        throw QueryFailure.parseError("The record is too long.");
    }

    /** Returns whether what follows is still within the quotes. A quote in them is written twice. */
    private boolean readQuoted(ByteArrayOutputStream field) throws IOException {
        if (!input.take(quote)) {
            field.write(input.read());
            return true;
        }
        if (!input.take(quote)) {
            return false;
        }
        field.writeBytes(quote);
        return true;
    }

    private boolean isEscaped() throws IOException {
        return input.take(escape) && input.peek() != ByteInput.END;
    }

    private boolean endsRecord() throws IOException {
        return input.take(recordSeparator) || (format.endsLines() && input.take(CARRIAGE_RETURN_LINE_FEED));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
