package dev.nephelite.blob.query.sql;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A node of the syntax tree. It has a value for every record; if one of its operands is absent, so is its value, unless the
 * node says otherwise.
 */
public sealed interface Expression {
    /**
     * The value for one record.
     *
     * @throws QueryFailure if the expression cannot be applied to the values of the record
     */
    Value evaluate(Row row);

    /** A constant. */
    record Literal(Value value) implements Expression {
        @Override
        public Value evaluate(Row row) {
            return value;
        }
    }

    /** A field of the record. Delimited text has columns with a name or a number; a field in JSON is found by its path. */
    record FieldReference(List<PathStep> path) implements Expression {
        private static final int MAX_ORDINAL_DIGITS = 7;

        public FieldReference {
            path = List.copyOf(path);
        }

        @Override
        public Value evaluate(Row row) {
            return row.field(this);
        }

        /** The number of a column of delimited text, starting at one, or zero if the column is referred to by name. */
        public int ordinal() {
            PathStep.Name name = column();
            String text = name.text();
            if (name.exact() || text.length() < 2 || text.length() > MAX_ORDINAL_DIGITS || !text.startsWith("_")) {
                return 0;
            }
            boolean number = text.charAt(1) != '0' && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
            return number ? Integer.parseInt(text.substring(1)) : 0;
        }

        /** The name of a column of delimited text; a longer path is a syntax error there. */
        public PathStep.Name column() {
            if (path.size() == 1 && path.get(0) instanceof PathStep.Name name) {
                return name;
            }
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    /** Conditions joined by AND: false if one is false, else unknown if one is unknown. */
    record And(List<Expression> conditions) implements Expression {
        public And {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Value evaluate(Row row) {
            Value result = new Value.Bool(true);
            for (Expression condition : conditions) {
                Value value = Value.Type.BOOLEAN.convert(condition.evaluate(row));
                if (value.isAbsent()) {
                    result = Value.Absent.NULL;
                } else if (!value.toBoolean()) {
                    return value;
                }
            }
            return result;
        }
    }

    /** Conditions joined by OR: true if one is true, else unknown if one is unknown. */
    record Or(List<Expression> conditions) implements Expression {
        public Or {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Value evaluate(Row row) {
            Value result = new Value.Bool(false);
            for (Expression condition : conditions) {
                Value value = Value.Type.BOOLEAN.convert(condition.evaluate(row));
                if (value.isAbsent()) {
                    result = Value.Absent.NULL;
                } else if (value.toBoolean()) {
                    return value;
                }
            }
            return result;
        }
    }

    /** A negated condition. */
    record Not(Expression condition) implements Expression {
        @Override
        public Value evaluate(Row row) {
            Value value = condition.evaluate(row);
            return value.isAbsent() ? Value.Absent.NULL : new Value.Bool(!value.toBoolean());
        }
    }

    /** Compares two values; see {@link Value#compare}. */
    record Comparison(Expression left, Comparison.Operator operator, Expression right) implements Expression {
        @Override
        public Value evaluate(Row row) {
            Value first = left.evaluate(row);
            Value second = right.evaluate(row);
            if (first.isAbsent() || second.isAbsent()) {
                return Value.Absent.NULL;
            }
            return new Value.Bool(operator.matches(Value.compare(first, second)));
        }

        /** A comparison operator. */
        enum Operator {
            EQUAL,
            NOT_EQUAL,
            LESS,
            LESS_OR_EQUAL,
            GREATER,
            GREATER_OR_EQUAL;

            boolean matches(int order) {
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

    /** IS NULL, which is also true for a missing field, and IS MISSING. */
    record IsNullOrMissing(Expression value, Value.Absent kind) implements Expression {
        @Override
        public Value evaluate(Row row) {
            Value found = value.evaluate(row);
            return new Value.Bool(kind == Value.Absent.NULL ? found.isAbsent() : found == kind);
        }
    }

    /** IN: whether the value equals one of the candidates; unknown if none is equal and one is absent. */
    record In(Expression value, List<Expression> candidates) implements Expression {
        public In {
            candidates = List.copyOf(candidates);
        }

        @Override
        public Value evaluate(Row row) {
            Value sought = value.evaluate(row);
            if (sought.isAbsent()) {
                return Value.Absent.NULL;
            }
            Value result = new Value.Bool(false);
            for (Expression candidate : candidates) {
                Value found = candidate.evaluate(row);
                if (found.isAbsent()) {
                    result = Value.Absent.NULL;
                } else if (Value.compare(sought, found) == 0) {
                    return new Value.Bool(true);
                }
            }
            return result;
        }
    }

    /** LIKE: whether the text matches the pattern. */
    record Like(
            Expression text, Expression pattern, @Nullable Expression escape, Memo<LikePattern> compiled)
            implements Expression {
        Like(Expression text, Expression pattern, @Nullable Expression escape) {
            this(text, pattern, escape, new Memo<>(LikePattern::parse));
        }

        @Override
        public Value evaluate(Row row) {
            Value value = text.evaluate(row);
            Value like = pattern.evaluate(row);
            Value escaping = escape == null ? new Value.Text("") : escape.evaluate(row);
            if (value.isAbsent() || like.isAbsent() || escaping.isAbsent()) {
                return Value.Absent.NULL;
            }
            LikePattern parsed = compiled.of(like.toText(), escaping.toText());
            return new Value.Bool(parsed.matches(value.toText()));
        }
    }

    /** Arithmetic on two numbers, or a timestamp plus or minus a number of days. */
    record Arithmetic(Expression left, Arithmetic.Operator operator, Expression right) implements Expression {
        private static final double SECONDS_PER_DAY = 24 * 60 * 60;

        @Override
        public Value evaluate(Row row) {
            Value first = left.evaluate(row);
            Value second = right.evaluate(row);
            if (first.isAbsent() || second.isAbsent()) {
                return Value.Absent.NULL;
            }
            if (first instanceof Value.Timestamp timestamp) {
                return new Value.Timestamp(plusDays(timestamp.time(), second.toDouble()));
            }
            return operator.apply(first.toNumber(), second.toNumber());
        }

        private OffsetDateTime plusDays(OffsetDateTime time, double days) {
            double seconds = days * SECONDS_PER_DAY;
            return switch (operator) {
                case PLUS -> Timestamps.inRange(() -> time.plusSeconds((long) seconds));
                case MINUS -> Timestamps.inRange(() -> time.minusSeconds((long) seconds));
                case TIMES, DIVIDED_BY, MODULO -> throw QueryFailure.invalidTypeConversion();
            };
        }

        /** An arithmetic operator. */
        enum Operator {
            PLUS,
            MINUS,
            TIMES,
            DIVIDED_BY,
            MODULO;

            /** Applies this to two numbers; two integers have an integer as the result. */
            Value apply(Value left, Value right) {
                if (left instanceof Value.Int a && right instanceof Value.Int b) {
                    return new Value.Int(apply(a.number(), b.number()));
                }
                return new Value.FloatingPoint(apply(left.toDouble(), right.toDouble()));
            }

            private long apply(long a, long b) {
                try {
                    return switch (this) {
                        case PLUS -> Math.addExact(a, b);
                        case MINUS -> Math.subtractExact(a, b);
                        case TIMES -> Math.multiplyExact(a, b);
                        case DIVIDED_BY -> a / nonZero(b);
                        case MODULO -> a % nonZero(b);
                    };
                } catch (ArithmeticException ignored) {
                    // It has no more information than the failure.
                    throw QueryFailure.arithmeticOverflow();
                }
            }

            private double apply(double a, double b) {
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

    /** CAST: the value converted to another type. */
    record Cast(Expression value, Value.Type type) implements Expression {
        @Override
        public Value evaluate(Row row) {
            return type.convert(value.evaluate(row));
        }
    }

    /** COALESCE: the first value that is not absent. */
    record Coalesce(List<Expression> values) implements Expression {
        public Coalesce {
            values = List.copyOf(values);
        }

        @Override
        public Value evaluate(Row row) {
            for (Expression expression : values) {
                Value value = expression.evaluate(row);
                if (!value.isAbsent()) {
                    return value;
                }
            }
            return Value.Absent.NULL;
        }
    }

    /** CASE: the value of the first branch whose condition is true, else {@code otherwise}. */
    record Case(List<Branch> branches, Expression otherwise) implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }

        @Override
        public Value evaluate(Row row) {
            for (Branch branch : branches) {
                Value condition = branch.condition.evaluate(row);
                if (!condition.isAbsent() && condition.toBoolean()) {
                    return branch.value.evaluate(row);
                }
            }
            return otherwise.evaluate(row);
        }

        /** One WHEN with its THEN. */
        record Branch(Expression condition, Expression value) {}
    }

    /** A call of a function all of whose arguments are expressions. */
    record FunctionCall(ScalarFunction function, List<Expression> arguments) implements Expression {
        public FunctionCall {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Value evaluate(Row row) {
            return function.apply(
                    arguments.stream().map(argument -> argument.evaluate(row)).toList());
        }
    }

    /** DATE_ADD: a timestamp plus a number of units. */
    record DateAdd(ChronoUnit unit, Expression quantity, Expression timestamp) implements Expression {
        @Override
        public Value evaluate(Row row) {
            Value count = quantity.evaluate(row);
            Value from = timestamp.evaluate(row);
            if (count.isAbsent() || from.isAbsent()) {
                return Value.Absent.NULL;
            }
            OffsetDateTime time = from.toTimestamp();
            long units = count.toLong();
            return new Value.Timestamp(Timestamps.inRange(() -> time.plus(units, unit)));
        }
    }

    /** DATE_DIFF: how many whole units lie between two timestamps. */
    record DateDiff(ChronoUnit unit, Expression from, Expression to) implements Expression {
        @Override
        public Value evaluate(Row row) {
            Value first = from.evaluate(row);
            Value second = to.evaluate(row);
            if (first.isAbsent() || second.isAbsent()) {
                return Value.Absent.NULL;
            }
            return new Value.Int(unit.between(first.toTimestamp(), second.toTimestamp()));
        }
    }

    /** EXTRACT: one part of a timestamp. */
    record Extract(Timestamps.Part part, Expression timestamp) implements Expression {
        @Override
        public Value evaluate(Row row) {
            Value value = timestamp.evaluate(row);
            return value.isAbsent() ? Value.Absent.NULL : new Value.Int(part.of(value.toTimestamp()));
        }
    }

    /**
     * TRIM: a text without certain characters at its ends.
     *
     * @param characters the characters to remove
     */
    record Trim(boolean leading, boolean trailing, Expression characters, Expression text, Memo<BitSet> sets)
            implements Expression {
        Trim(boolean leading, boolean trailing, Expression characters, Expression text) {
            this(leading, trailing, characters, text, new Memo<>((removed, unused) -> set(removed)));
        }

        private static BitSet set(String characters) {
            BitSet set = new BitSet();
            characters.chars().forEach(set::set);
            return set;
        }

        @Override
        public Value evaluate(Row row) {
            Value removed = characters.evaluate(row);
            Value value = text.evaluate(row);
            if (removed.isAbsent() || value.isAbsent()) {
                return Value.Absent.NULL;
            }
            return new Value.Text(trim(value.toText(), sets.of(removed.toText(), "")));
        }

        private String trim(String from, BitSet removed) {
            int begin = 0;
            int end = from.length();
            while (leading && begin < end && removed.get(from.charAt(begin))) {
                begin++;
            }
            while (trailing && begin < end && removed.get(from.charAt(end - 1))) {
                end--;
            }
            return from.substring(begin, end);
        }
    }

    /** Caches the result of a function of two texts while they stay the same from row to row, as literals do. Not thread-safe. */
    final class Memo<T> {
        private final BiFunction<String, String, T> function;
        private String first = "";
        private String second = "";
        private @Nullable T result;

        Memo(BiFunction<String, String, T> function) {
            this.function = function;
        }

        T of(String one, String other) {
            @Nullable T cached = result;
            if (cached != null && first.equals(one) && second.equals(other)) {
                return cached;
            }
            T fresh = function.apply(one, other);
            first = one;
            second = other;
            result = fresh;
            return fresh;
        }
    }

    /** One record of a blob, as expressions see it. */
    interface Row {
        /**
         * The value of a field.
         *
         * @throws QueryFailure if the record has too few columns
         */
        Value field(Expression.FieldReference reference);
    }
}
