package dev.nephelite.blob.query.sql;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** Values as ones of another type. Each method refuses a value that cannot be one, with {@code InvalidTypeConversion}. */
public final class Conversion {
    /** From here on a plain number would be mostly zeros. */
    private static final double LARGE = 1e16;

    private Conversion() {}

    /** The value as text; that of a number has no more digits than it needs. */
    public static String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Whole whole) {
            return Long.toString(whole.number());
        }
        if (value instanceof Value.Real real) {
            return text(real.number());
        }
        if (value instanceof Value.Truth truth) {
            return Boolean.toString(truth.value());
        }
        if (value instanceof Value.Moment moment) {
            return Timestamps.format(moment.time());
        }
        throw QueryFailure.invalidTypeConversion();
    }

    /** The value as a {@link Value.Whole} if it can be one, else as a {@link Value.Real}. */
    static Value number(Value value) {
        if (value instanceof Value.Whole || value instanceof Value.Real) {
            return value;
        }
        if (value instanceof Value.Truth truth) {
            return new Value.Whole(truth.value() ? 1 : 0);
        }
        if (value instanceof Value.Text text) {
            return number(text.text().strip());
        }
        throw QueryFailure.invalidTypeConversion();
    }

    static double real(Value value) {
        Value number = number(value);
        return number instanceof Value.Whole whole ? whole.number() : ((Value.Real) number).number();
    }

    /** The whole part of a number; text must be a whole number to be one. */
    static long whole(Value value) {
        Value number = number(value);
        if (number instanceof Value.Whole whole) {
            return whole.number();
        }
        double real = ((Value.Real) number).number();
        if (value instanceof Value.Text || Double.isNaN(real) || Math.abs(real) >= Long.MAX_VALUE) {
            throw QueryFailure.invalidTypeConversion();
        }
        return (long) real;
    }

    static boolean truth(Value value) {
        if (value instanceof Value.Truth truth) {
            return truth.value();
        }
        if (value instanceof Value.Whole || value instanceof Value.Real) {
            return real(value) != 0;
        }
        String text = text(value).strip();
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw QueryFailure.invalidTypeConversion();
    }

    static OffsetDateTime moment(Value value) {
        if (value instanceof Value.Moment moment) {
            return moment.time();
        }
        if (value instanceof Value.Text text) {
            return Timestamps.parse(text.text().strip());
        }
        throw QueryFailure.invalidTypeConversion();
    }

    private static Value number(String text) {
        try {
            if (text.chars().allMatch(c -> Character.digit(c, 10) >= 0 || c == '-' || c == '+') && text.length() < 20) {
                return new Value.Whole(Long.parseLong(text));
            }
            return Value.Real.parse(text);
        } catch (NumberFormatException none) {
            throw QueryFailure.invalidTypeConversion();
        }
    }

    private static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number) || Math.abs(number) >= LARGE) {
            return Double.toString(number);
        }
        BigDecimal plain = BigDecimal.valueOf(number).stripTrailingZeros();
        return plain.scale() > 20 ? Double.toString(number) : plain.toPlainString();
    }
}
