package dev.nephelite.blob.query.sql;

/** Reckons one value up of those of many rows. */
public final class Accumulator {
    private final Projection.Aggregate aggregate;
    private long count;
    private Value result = Value.Nothing.NULL;

    public Accumulator(Projection.Aggregate aggregate) {
        this.aggregate = aggregate;
    }

    /** Takes a row in. One that has no value does not count, unless rows are counted. */
    public void add(Row row) {
        Expression argument = aggregate.argument();
        if (argument == null) {
            count++;
            return;
        }
        Value value = argument.evaluate(row);
        if (!value.isNothing()) {
            result = combined(value);
            count++;
        }
    }

    /** The value of all rows taken in. */
    public Value result() {
        return switch (aggregate.function()) {
            case COUNT -> new Value.Whole(count);
            case AVERAGE -> count == 0 ? result : new Value.Real(Conversion.real(result) / count);
            case MIN, MAX, SUM -> result;
        };
    }

    private Value combined(Value value) {
        return switch (aggregate.function()) {
            case COUNT -> result;
            case MIN -> result.isNothing() || Comparison.compare(value, result) < 0 ? value : result;
            case MAX -> result.isNothing() || Comparison.compare(value, result) > 0 ? value : result;
            case AVERAGE -> sum(new Value.Real(Conversion.real(value)));
            case SUM -> sum(Conversion.number(value));
        };
    }

    private Value sum(Value number) {
        return result.isNothing() ? number : Arithmetic.sum(result, number);
    }
}
