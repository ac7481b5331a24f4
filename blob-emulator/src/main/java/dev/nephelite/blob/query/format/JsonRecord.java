package dev.nephelite.blob.query.format;

import dev.nephelite.blob.query.sql.FieldReference;
import dev.nephelite.blob.query.sql.Value;
import java.util.List;

/** A JSON value as a record; one that is no object has no fields. */
record JsonRecord(Value value, String json) implements SourceRecord {
    @Override
    public Value field(FieldReference reference) {
        return JsonPath.at(value, reference.path());
    }

    @Override
    public List<Field> fields() {
        return value instanceof Value.Struct struct ? JsonPrinter.fields(struct) : List.of();
    }
}
