package dev.nephelite.blob.query.sql;

import java.util.List;

/** Conditions joined by AND: false as soon as one is, unknown if one is unknown. */
record AllOf(List<Expression> conditions) implements Expression {
    AllOf {
        conditions = List.copyOf(conditions);
    }

    @Override
    public Value evaluate(Row row) {
        Value result = new Value.Truth(true);
        for (Expression condition : conditions) {
            Value value = SqlType.BOOLEAN.convert(condition.evaluate(row));
            if (value.isNothing()) {
                result = Value.Nothing.NULL;
            } else if (!Conversion.truth(value)) {
                return value;
            }
        }
        return result;
    }
}
