package dev.nephelite.blob.query.sql;

import java.time.OffsetDateTime;

/** Two numbers reckoned up; or days added to a moment, and taken from it. */
record Arithmetic(Expression left, Operator operator, Expression right) implements Expression {
    private static final double SECONDS_OF_A_DAY = 24 * 60 * 60;

    @Override
    public Value evaluate(Row row) {
        Value first = left.evaluate(row);
        Value second = right.evaluate(row);
        if (first.isNothing() || second.isNothing()) {
            return Value.Nothing.NULL;
        }
        if (first instanceof Value.Moment moment) {
            return new Value.Moment(plusDays(moment.time(), Conversion.real(second)));
        }
        return numbers(Conversion.number(first), operator, Conversion.number(second));
    }

    /** The sum of two numbers. */
    static Value sum(Value first, Value second) {
        return numbers(first, Operator.PLUS, second);
    }

    private static Value numbers(Value one, Operator operator, Value other) {
        if (one instanceof Value.Whole a && other instanceof Value.Whole b) {
            return new Value.Whole(operator.apply(a.number(), b.number()));
        }
        return new Value.Real(operator.apply(Conversion.real(one), Conversion.real(other)));
    }

    private OffsetDateTime plusDays(OffsetDateTime time, double days) {
        double seconds = days * SECONDS_OF_A_DAY;
        return switch (operator) {
            case PLUS -> Timestamps.within(() -> time.plusSeconds((long) seconds));
            case MINUS -> Timestamps.within(() -> time.minusSeconds((long) seconds));
            case TIMES, DIVIDED_BY, MODULO -> throw QueryFailure.invalidTypeConversion();
        };
    }

    /** What is done with two numbers. */
    enum Operator {
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY,
        MODULO;

        long apply(long a, long b) {
            try {
                return switch (this) {
                    case PLUS -> Math.addExact(a, b);
                    case MINUS -> Math.subtractExact(a, b);
                    case TIMES -> Math.multiplyExact(a, b);
                    case DIVIDED_BY -> a / nonZero(b);
                    case MODULO -> a % nonZero(b);
                };
            } catch (ArithmeticException tooLarge) {
                throw QueryFailure.arithmeticOverflow();
            }
        }

        double apply(double a, double b) {
            return switch (this) {
                case PLUS -> a + b;
                case MINUS -> a - b;
                case TIMES -> a * b;
                case DIVIDED_BY -> a / nonZero(b);
                case MODULO -> a % nonZero(b);
            };
        }

        private static long nonZero(long divisor) {
            if (divisor == 0) {
                throw QueryFailure.divideByZero();
            }
            return divisor;
        }

        private static double nonZero(double divisor) {
            if (divisor == 0) {
                throw QueryFailure.divideByZero();
            }
            return divisor;
        }
    }
}
