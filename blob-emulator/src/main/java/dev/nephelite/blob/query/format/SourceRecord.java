package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.Row;
import dev.nephelite.blob.query.sql.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of a blob. */
public interface SourceRecord extends Row {
    /** All its fields, in their order. */
    List<Field> fields();

    /** The record as it was written, if that was JSON. */
    @Nullable
    String json();

    /** A field and what it is called. */
    record Field(String name, Value value) {}
}
