package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.Value;
import java.io.InputStream;
import java.util.List;

/** The format of the records in a blob or in a result. */
public sealed interface TextFormat permits DelimitedFormat, JsonFormat {
    /**
     * Reads the records of a blob.
     *
     * @param table the path from a document in the blob to its records
     */
    RecordReader reader(InputStream blob, List<PathStep> table);

    RecordWriter writer();

    /** Writes the records of a result. */
    interface RecordWriter {
        /** Appends a record of the blob to {@code text}. */
        void write(SourceRecord source, StringBuilder text);

        /** Appends a record that the statement computed to {@code text}. */
        void write(List<String> names, List<Value> values, StringBuilder text);
    }
}
