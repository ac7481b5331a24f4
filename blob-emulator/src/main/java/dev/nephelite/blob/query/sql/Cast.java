package dev.nephelite.blob.query.sql;

/** A value as one of another type. */
record Cast(Expression value, SqlType type) implements Expression {
    @Override
    public Value evaluate(Row row) {
        return type.convert(value.evaluate(row));
    }
}
