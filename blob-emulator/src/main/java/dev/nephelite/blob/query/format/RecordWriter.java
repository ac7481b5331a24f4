package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Value;
import java.util.List;

/** Writes records in the form that the client wants. */
public interface RecordWriter {
    /** A record as it came, appended to {@code text}. */
    void write(SourceRecord source, StringBuilder text);

    /** A record that the statement made, appended to {@code text}. */
    void write(List<String> names, List<Value> values, StringBuilder text);
}
