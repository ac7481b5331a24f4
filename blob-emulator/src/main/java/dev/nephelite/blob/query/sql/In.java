package dev.nephelite.blob.query.sql;

import java.util.List;

/** Whether a value is one of a list. */
record In(Expression value, List<Expression> candidates) implements Expression {
    In {
        candidates = List.copyOf(candidates);
    }

    @Override
    public Value evaluate(Row row) {
        Value sought = value.evaluate(row);
        if (sought.isNothing()) {
            return Value.Nothing.NULL;
        }
        Value result = new Value.Truth(false);
        for (Expression candidate : candidates) {
            Value found = candidate.evaluate(row);
            if (found.isNothing()) {
                result = Value.Nothing.NULL;
            } else if (Comparison.compare(sought, found) == 0) {
                return new Value.Truth(true);
            }
        }
        return result;
    }
}
