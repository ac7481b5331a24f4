package dev.nephelite.blob.query.sql;

import java.time.temporal.ChronoUnit;

/** DATE_DIFF: how many whole units lie between two moments. */
record DateDiff(ChronoUnit unit, Expression from, Expression to) implements Expression {
    @Override
    public Value evaluate(Row row) {
        Value first = from.evaluate(row);
        Value second = to.evaluate(row);
        if (first.isNothing() || second.isNothing()) {
            return Value.Nothing.NULL;
        }
        return new Value.Whole(unit.between(Conversion.moment(first), Conversion.moment(second)));
    }
}
