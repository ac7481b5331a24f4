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
    public boolean accepts(Expression.Row row) {
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

    /**
     * A function that computes one value from all rows, which is the only row of the result.
     *
     * @param name of the column of the result
     * @param argument null for {@code COUNT(*)}, which counts rows instead of values
     */
    public record Aggregate(
            String name, Function function, @Nullable Expression argument) implements Projection {
        /** Begins to aggregate rows. */
        public Accumulator accumulator() {
            return new Accumulator(this);
        }

        /** The aggregate functions. */
        enum Function {
            COUNT,
            AVERAGE,
            MIN,
            MAX,
            SUM
        }

        /** Computes the value of an aggregate row by row. */
        public static final class Accumulator {
            private final Aggregate aggregate;
            private long count;
            private Value result = Value.Absent.NULL;

            private Accumulator(Aggregate aggregate) {
                this.aggregate = aggregate;
            }

            /** Adds a row. If its argument is absent, it is ignored. */
            public void add(Expression.Row row) {
                Expression argument = aggregate.argument();
                if (argument == null) {
                    count++;
                    return;
                }
                Value value = argument.evaluate(row);
                if (!value.isAbsent()) {
                    result = combine(value);
                    count++;
                }
            }

            /** The value of all rows added so far. */
            public Value result() {
                return switch (aggregate.function()) {
                    case COUNT -> new Value.Int(count);
                    case AVERAGE -> count == 0 ? result : new Value.FloatingPoint(result.toDouble() / count);
                    case MIN, MAX, SUM -> result;
                };
            }

            private Value combine(Value value) {
                return switch (aggregate.function()) {
                    case COUNT -> result;
                    case MIN -> result.isAbsent() || Value.compare(value, result) < 0 ? value : result;
                    case MAX -> result.isAbsent() || Value.compare(value, result) > 0 ? value : result;
                    case AVERAGE -> sum(new Value.FloatingPoint(value.toDouble()));
                    case SUM -> sum(value.toNumber());
                };
            }

            private Value sum(Value number) {
                return result.isAbsent() ? number : Expression.Arithmetic.Operator.PLUS.apply(result, number);
            }
        }
    }

    /**
     * {@code sys.split}: the sizes of consecutive parts of the blob that end with a record.
     *
     * @param size the least size of a part in bytes
     */
    public record Split(long size) implements Projection {}
}
