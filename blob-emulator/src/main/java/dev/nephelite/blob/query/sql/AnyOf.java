package dev.nephelite.blob.query.sql;

import java.util.List;

/** Conditions joined by OR: true as soon as one is, unknown if one is unknown. */
record AnyOf(List<Expression> conditions) implements Expression {
    AnyOf {
        conditions = List.copyOf(conditions);
    }

    @Override
    public Value evaluate(Row row) {
        Value result = new Value.Truth(false);
        for (Expression condition : conditions) {
            Value value = SqlType.BOOLEAN.convert(condition.evaluate(row));
            if (value.isNothing()) {
                result = Value.Nothing.NULL;
            } else if (Conversion.truth(value)) {
                return value;
            }
        }
        return result;
    }
}
