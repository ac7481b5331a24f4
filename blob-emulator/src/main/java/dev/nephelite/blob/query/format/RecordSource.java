package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.FieldReference;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a blob, one after the other. */
public interface RecordSource {
    /** The longest record, for it is held in memory. */
    int LONGEST = 16 * 1024 * 1024;

    /**
     * Refuses a statement that refers to fields which no record can have.
     *
     * @throws dev.nephelite.emulator.error.StorageException if one of {@code references} is such a field
     */
    void require(List<FieldReference> references) throws IOException;

    /**
     * The next record, or null when there is none.
     *
     * @throws dev.nephelite.blob.query.sql.QueryFailure if what comes is no record
     */
    @Nullable
    SourceRecord next() throws IOException;

    /** Where the record that was handed out last begins, in bytes. */
    long start();

    /** Where the next one begins, in bytes. */
    long position();
}
