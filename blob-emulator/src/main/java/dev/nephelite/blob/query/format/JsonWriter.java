package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Value;
import java.util.List;
import java.util.stream.IntStream;

/** Writes JSON documents; one that came as JSON goes as it came. */
record JsonWriter(String recordSeparator) implements RecordWriter {
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
