package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Conversion;
import dev.nephelite.blob.query.sql.Value;
import java.util.List;

/** Writes delimited text, with the names of the columns in front if the client wants them. */
final class DelimitedWriter implements RecordWriter {
    private final DelimitedFormat format;
    private boolean namesWanted;

    DelimitedWriter(DelimitedFormat format) {
        this.format = format;
        namesWanted = format.headers();
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
        if (namesWanted) {
            namesWanted = false;
            line(names, text);
        }
        line(values.stream().map(DelimitedWriter::text).toList(), text);
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
        if (value.isNothing()) {
            return "";
        }
        boolean nested = value instanceof Value.Struct || value instanceof Value.Items;
        return nested ? JsonPrinter.print(value) : Conversion.text(value);
    }
}
