package dev.nephelite.blob.query.sql;

import java.util.List;

/** The first value that is one. */
record Coalesce(List<Expression> values) implements Expression {
    Coalesce {
        values = List.copyOf(values);
    }

    @Override
    public Value evaluate(Row row) {
        for (Expression expression : values) {
            Value value = expression.evaluate(row);
            if (!value.isNothing()) {
                return value;
            }
        }
        return Value.Nothing.NULL;
    }
}
