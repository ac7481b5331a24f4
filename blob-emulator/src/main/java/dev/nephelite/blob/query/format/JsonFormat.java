package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.PathStep;
import java.io.InputStream;
import java.util.List;

/**
 * JSON documents one behind the other.
 *
 * @param recordSeparator what is written behind each; when they are read, any white space will do
 */
public record JsonFormat(String recordSeparator) implements TextFormat {
    @Override
    public RecordSource read(InputStream blob, List<PathStep> table) {
        return new JsonRecords(new ByteInput(blob), recordSeparator, table);
    }

    @Override
    public RecordWriter writer() {
        return new JsonWriter(recordSeparator);
    }
}
