package dev.nephelite.blob.query.sql;

/** Two values compared, after the one whose type has the lower rank was converted to that of the other. */
record Comparison(Expression left, Operator operator, Expression right) implements Expression {
    @Override
    public Value evaluate(Row row) {
        Value first = left.evaluate(row);
        Value second = right.evaluate(row);
        if (first.isNothing() || second.isNothing()) {
            return Value.Nothing.NULL;
        }
        return new Value.Truth(operator.holds(compare(first, second)));
    }

    /** Less than, equal to or greater than zero as {@code first} is to {@code second}; neither may be nothing. */
    static int compare(Value first, Value second) {
        if (first instanceof Value.Moment || second instanceof Value.Moment) {
            return Conversion.moment(first)
                    .toInstant()
                    .compareTo(Conversion.moment(second).toInstant());
        }
        if (isNumber(first) || isNumber(second)) {
            return compareNumbers(Conversion.number(first), Conversion.number(second));
        }
        if (first instanceof Value.Truth || second instanceof Value.Truth) {
            return Boolean.compare(Conversion.truth(first), Conversion.truth(second));
        }
        return Conversion.text(first).compareTo(Conversion.text(second));
    }

    private static int compareNumbers(Value first, Value second) {
        if (first instanceof Value.Whole one && second instanceof Value.Whole other) {
            return Long.compare(one.number(), other.number());
        }
        return Double.compare(Conversion.real(first), Conversion.real(second));
    }

    private static boolean isNumber(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Real;
    }

    /** How one value is to be to the other. */
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }
}
