package dev.nephelite.blob.query.sql;

/** EXTRACT: one part of a moment. */
record Extract(DatePart part, Expression moment) implements Expression {
    @Override
    public Value evaluate(Row row) {
        Value value = moment.evaluate(row);
        return value.isNothing() ? Value.Nothing.NULL : new Value.Whole(part.of(Conversion.moment(value)));
    }
}
