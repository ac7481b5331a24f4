package dev.nephelite.blob.query.sql;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A field of a record or the result of an expression: a value of one of the SQL types, a JSON object or array, or no value.
 * The {@code to…} methods convert it and throw a {@link QueryFailure} named {@code InvalidTypeConversion} if they cannot.
 */
public sealed interface Value {
    /** Whether there is no value, because the field is null or because it is missing. */
    default boolean isAbsent() {
        return this instanceof Absent;
    }

    /** The value as text; a number is printed with no more digits than it needs. */
    default String toText() {
        throw QueryFailure.invalidTypeConversion();
    }

    /** The value as an {@link Int} if it fits in one, else as a {@link FloatingPoint}. */
    default Value toNumber() {
        throw QueryFailure.invalidTypeConversion();
    }

    default double toDouble() {
        Value number = toNumber();
        return number instanceof Int whole ? whole.number() : ((FloatingPoint) number).number();
    }

    /** The integer part of a number. Text must contain an integer. */
    default long toLong() {
        Value number = toNumber();
        if (number instanceof Int whole) {
            return whole.number();
        }
        double real = ((FloatingPoint) number).number();
        if (this instanceof Text || Double.isNaN(real) || Math.abs(real) >= Long.MAX_VALUE) {
            throw QueryFailure.invalidTypeConversion();
        }
        return (long) real;
    }

    default boolean toBoolean() {
        throw QueryFailure.invalidTypeConversion();
    }

    default OffsetDateTime toTimestamp() {
        throw QueryFailure.invalidTypeConversion();
    }

    /**
     * Compares two values, neither of which may be absent, after converting the one whose type ranks lower to the type of
     * the other: timestamps rank highest, then numbers, booleans and text.
     */
    static int compare(Value first, Value second) {
        if (first instanceof Timestamp || second instanceof Timestamp) {
            return first.toTimestamp()
                    .toInstant()
                    .compareTo(second.toTimestamp().toInstant());
        }
        if (isNumber(first) || isNumber(second)) {
            return compareNumbers(first.toNumber(), second.toNumber());
        }
        if (first instanceof Bool || second instanceof Bool) {
            return Boolean.compare(first.toBoolean(), second.toBoolean());
        }
        return first.toText().compareTo(second.toText());
    }

    private static int compareNumbers(Value first, Value second) {
        if (first instanceof Int one && second instanceof Int other) {
            return Long.compare(one.number(), other.number());
        }
        return Double.compare(first.toDouble(), second.toDouble());
    }

    private static boolean isNumber(Value value) {
        return value instanceof Int || value instanceof FloatingPoint;
    }

    /** No value. Operators treat a null field and a missing one alike, except IS MISSING. */
    enum Absent implements Value {
        NULL,
        MISSING
    }

    /** A STRING. */
    record Text(String text) implements Value {
        private static final int MAX_INT_LENGTH = 19;

        @Override
        public String toText() {
            return text;
        }

        @Override
        public Value toNumber() {
            String number = text.strip();
            try {
                return number.length() <= MAX_INT_LENGTH && number.chars().allMatch(Text::isOfInt)
                        ? new Int(Long.parseLong(number))
                        : FloatingPoint.parse(number);
            } catch (NumberFormatException ignored) {
                // The text is not a number.
                throw QueryFailure.invalidTypeConversion();
            }
        }

        @Override
        public boolean toBoolean() {
            String word = text.strip();
            if (word.equalsIgnoreCase("true")) {
                return true;
            }
            if (word.equalsIgnoreCase("false")) {
                return false;
            }
            throw QueryFailure.invalidTypeConversion();
        }

        @Override
        public OffsetDateTime toTimestamp() {
            return Timestamps.parse(text.strip());
        }

        private static boolean isOfInt(int character) {
            return Character.digit(character, 10) >= 0 || character == '-' || character == '+';
        }
    }

    /** An INT. */
    record Int(long number) implements Value {
        @Override
        public String toText() {
            return Long.toString(number);
        }

        @Override
        public Value toNumber() {
            return this;
        }

        @Override
        public boolean toBoolean() {
            return number != 0;
        }
    }

    /** A FLOAT. */
    record FloatingPoint(double number) implements Value {
        private static final String CHARACTERS = "0123456789+-.eE";

        /** From this number on, the plain notation would be mostly zeros. */
        private static final double LARGE = 1e16;

        private static final int MAX_DECIMALS = 20;

        /**
         * Parses a number in time proportional to its length, which {@link BigDecimal} does not.
         *
         * @throws NumberFormatException if the text is not a number
         */
        public static FloatingPoint parse(String text) {
            if (!text.chars().allMatch(character -> CHARACTERS.indexOf(character) >= 0)) {
                throw new NumberFormatException("not a number: " + text);
            }
            return new FloatingPoint(Double.parseDouble(text));
        }

        @Override
        public String toText() {
            if (Double.isNaN(number) || Double.isInfinite(number) || Math.abs(number) >= LARGE) {
                return Double.toString(number);
            }
            BigDecimal plain = BigDecimal.valueOf(number).stripTrailingZeros();
            return plain.scale() > MAX_DECIMALS ? Double.toString(number) : plain.toPlainString();
        }

        @Override
        public Value toNumber() {
            return this;
        }

        @Override
        public boolean toBoolean() {
            return number != 0;
        }
    }

    /** A BOOLEAN. */
    record Bool(boolean value) implements Value {
        @Override
        public String toText() {
            return Boolean.toString(value);
        }

        @Override
        public Value toNumber() {
            return new Int(value ? 1 : 0);
        }

        @Override
        public boolean toBoolean() {
            return value;
        }
    }

    /** A TIMESTAMP. */
    record Timestamp(OffsetDateTime time) implements Value {
        @Override
        public String toText() {
            return Timestamps.format(time);
        }

        @Override
        public OffsetDateTime toTimestamp() {
            return time;
        }
    }

    /** A JSON object with its fields in their order. */
    record JsonObject(Map<String, Value> fields) implements Value {
        public JsonObject {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** A JSON array. */
    record JsonArray(List<Value> items) implements Value {
        public JsonArray {
            items = List.copyOf(items);
        }
    }

    /** A type that a value can be cast to. */
    enum Type {
        INT,
        FLOAT,
        STRING,
        TIMESTAMP,
        BOOLEAN;

        static Type parse(String name) {
            try {
                return valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException ignored) {
                // There is no such type.
                throw RefusedQuery.SYNTAX.exception();
            }
        }

        /** Converts the value to this type; an absent value becomes NULL. */
        Value convert(Value value) {
            if (value.isAbsent()) {
                return Absent.NULL;
            }
            return switch (this) {
                case INT -> new Int(value.toLong());
                case FLOAT -> new FloatingPoint(value.toDouble());
                case STRING -> new Text(value.toText());
                case TIMESTAMP -> new Timestamp(value.toTimestamp());
                case BOOLEAN -> new Bool(value.toBoolean());
            };
        }
    }
}
