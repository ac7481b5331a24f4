package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Row;
import dev.nephelite.blob.query.sql.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of a blob. */
public interface SourceRecord extends Row {
    /** All fields in their order. */
    List<Field> fields();

    /** The source text of the record if it is JSON, else null. */
    @Nullable
    String json();

    /** A field with its name. */
    record Field(String name, Value value) {}
}
