package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.PathStep;
import java.io.InputStream;
import java.util.List;

/** How records are written. */
public sealed interface TextFormat permits DelimitedFormat, JsonFormat {
    /**
     * The records of a blob.
     *
     * @param table the way from what is in the blob to its records
     */
    RecordSource read(InputStream blob, List<PathStep> table);

    RecordWriter writer();
}
