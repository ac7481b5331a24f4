package dev.nephelite.blob.query.sql;

/** A value that is spelled out. */
record Literal(Value value) implements Expression {
    @Override
    public Value evaluate(Row row) {
        return value;
    }
}
