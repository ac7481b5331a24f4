package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Expression.FieldReference;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of a blob one by one. */
public interface RecordReader {
    /** The greatest length of a record in bytes; a record is in memory as a whole. */
    int LONGEST = 16 * 1024 * 1024;

    /**
     * Refuses a statement that refers to fields which no record can have.
     *
     * @throws dev.nephelite.emulator.error.StorageException if one of {@code references} is such a field
     */
    void require(List<FieldReference> references) throws IOException;

    /**
     * The next record, or null if there is none.
     *
     * @throws dev.nephelite.blob.query.sql.QueryFailure if the input cannot be parsed
     */
    @Nullable
    SourceRecord next() throws IOException;

    /** The offset in bytes of the record that {@link #next} returned last. */
    long start();

    /** The offset in bytes of the next record. */
    long position();
}
