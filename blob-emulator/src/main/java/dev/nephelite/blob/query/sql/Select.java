package dev.nephelite.blob.query.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement, ready to be applied to the records of a blob.
 *
 * @param table the way from a JSON document to the rows
 * @param where what is true for the rows that count; nothing if all do
 * @param limit how many rows the result has at most
 * @param fields every field that is referred to
 */
public record Select(
        Projection projection,
        List<PathStep> table,
        @Nullable Expression where,
        long limit,
        List<FieldReference> fields) {
    public Select {
        table = List.copyOf(table);
        fields = List.copyOf(fields);
    }

    /** Whether a row counts. */
    public boolean accepts(Row row) {
        if (where == null) {
            return true;
        }
        Value value = SqlType.BOOLEAN.convert(where.evaluate(row));
        return !value.isNothing() && Conversion.truth(value);
    }
}
