package dev.nephelite.blob.query.sql;

/**
 * Whether a value is there: IS NULL, which a missing field is too, and IS MISSING.
 *
 * @param kind what to look for
 */
record IsNullOrMissing(Expression value, Value.Nothing kind) implements Expression {
    @Override
    public Value evaluate(Row row) {
        Value found = value.evaluate(row);
        return new Value.Truth(kind == Value.Nothing.NULL ? found.isNothing() : found == kind);
    }
}
