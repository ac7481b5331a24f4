package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.RefusedQuery;
import dev.nephelite.blob.query.sql.Value;
import java.io.InputStream;
import java.util.List;

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
        return new DelimitedReader(new ByteInput(blob), this);
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
}
