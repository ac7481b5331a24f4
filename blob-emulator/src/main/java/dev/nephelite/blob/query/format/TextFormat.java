package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Expression;
import dev.nephelite.blob.query.sql.Expression.FieldReference;
import dev.nephelite.blob.query.sql.PathStep;
import dev.nephelite.blob.query.sql.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Reads the records of a blob one by one. */
    interface RecordReader {
        /** The greatest length of a record in bytes; a record is in memory as a whole. */
        int MAX_LENGTH = 16 * 1024 * 1024;

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

    /** A record of a blob. */
    interface SourceRecord extends Expression.Row {
        /** All fields in their order. */
        List<Field> fields();

        /** The source text of the record if it is JSON, else null. */
        @Nullable
        String json();

        /** A field with its name. */
        record Field(String name, Value value) {}
    }
}
