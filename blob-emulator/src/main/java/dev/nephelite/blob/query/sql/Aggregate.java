package dev.nephelite.blob.query.sql;

import org.jspecify.annotations.Nullable;

/**
 * A function that computes one value from all rows.
 *
 * @param argument null for {@code COUNT(*)}, which counts rows instead of values
 */
public record Aggregate(Function function, @Nullable Expression argument) {
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
        public void add(Row row) {
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
