package dev.nephelite.blob.query.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed statement.
 *
 * @param table the path from a JSON document to the rows
 * @param where the condition that selects rows, or null if all are selected
 * @param limit the greatest number of rows in the result
 * @param fields every field that the statement refers to
 */
public record Select(
        Projection projection,
        List<PathStep> table,
        @Nullable Expression where,
        long limit,
        List<Expression.FieldReference> fields) {
    public Select {
        table = List.copyOf(table);
        fields = List.copyOf(fields);
    }

    /** Whether the WHERE clause selects the row. */
    public boolean accepts(Row row) {
        if (where == null) {
            return true;
        }
        Value value = Value.Type.BOOLEAN.convert(where.evaluate(row));
        return !value.isAbsent() && value.toBoolean();
    }

    /** The part between SELECT and FROM. */
    public sealed interface Projection {}

    /** {@code *}: every row is returned unchanged. */
    public record AllFields() implements Projection {}

    /** A list of expressions, each of which is a column of the result. */
    public record Columns(List<Column> columns) implements Projection {
        public Columns {
            columns = List.copyOf(columns);
        }
    }

    /** One column of the result. */
    public record Column(String name, Expression expression) {}

    /** An aggregate, whose value is the only row of the result. */
    public record Aggregated(String name, Aggregate aggregate) implements Projection {}

    /**
     * {@code sys.split}: the sizes of consecutive parts of the blob that end with a record.
     *
     * @param size the least size of a part in bytes
     */
    public record Split(long size) implements Projection {}
}
