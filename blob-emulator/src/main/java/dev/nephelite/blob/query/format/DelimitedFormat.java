package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.RefusedQuery;
import java.io.InputStream;
import java.util.List;

/**
 * Text with separators, such as CSV.
 *
 * @param quote what stands around a field that has a separator in it; empty if nothing does
 * @param escape what takes the meaning from the character behind it; empty if nothing does
 * @param headers whether the first record is the names of the columns
 */
public record DelimitedFormat(
        String columnSeparator, String quote, String recordSeparator, String escape, boolean headers)
        implements TextFormat {
    /** What is meant when nothing is said. */
    public static final DelimitedFormat DEFAULT = new DelimitedFormat(",", "\"", "\n", "", false);

    private static final String CARRIAGE_RETURN = "\r";
    private static final String LINE_FEED = "\n";

    public DelimitedFormat {
        boolean ofItsLine = recordSeparator.equals(LINE_FEED) && columnSeparator.equals(CARRIAGE_RETURN);
        if (columnSeparator.equals(recordSeparator) || ofItsLine) {
            throw new RefusedQuery("Field delimiter and record delimiter must be different characters.").exception();
        }
    }

    @Override
    public RecordSource read(InputStream blob, List<PathStep> table) {
        if (!table.isEmpty()) {
            throw RefusedQuery.SYNTAX.exception();
        }
        return new DelimitedRecords(new ByteInput(blob), this);
    }

    @Override
    public RecordWriter writer() {
        return new DelimitedWriter(this);
    }

    /** Whether a line may also end with a carriage return. */
    boolean endsLines() {
        return recordSeparator.equals(LINE_FEED);
    }
}
