package dev.nephelite.blob.query.sql;

/** The opposite of a condition. */
record Not(Expression condition) implements Expression {
    @Override
    public Value evaluate(Row row) {
        Value value = condition.evaluate(row);
        return value.isNothing() ? Value.Nothing.NULL : new Value.Truth(!Conversion.truth(value));
    }
}
