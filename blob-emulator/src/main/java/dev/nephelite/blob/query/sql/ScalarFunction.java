package dev.nephelite.blob.query.sql;

import java.util.List;
import java.util.Locale;

/** A function all of whose arguments are values; those with a syntax of their own are {@link Expression}s. */
enum ScalarFunction {
    CHAR_LENGTH(1, 1),
    CHARACTER_LENGTH(1, 1),
    LOWER(1, 1),
    NULLIF(2, 2),
    SUBSTRING(2, 3),
    TO_STRING(2, 2),
    TO_TIMESTAMP(1, 1),
    UPPER(1, 1);

    private final int fewest;
    private final int most;

    ScalarFunction(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    static ScalarFunction parse(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException ignored) {
            // There is no such function.
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    boolean accepts(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    Value apply(List<Value> arguments) {
        Value first = arguments.get(0);
        if (first.isAbsent()) {
            return Value.Absent.NULL;
        }
        return switch (this) {
            case CHAR_LENGTH, CHARACTER_LENGTH -> new Value.Int(length(first.toText()));
            case LOWER -> new Value.Text(first.toText().toLowerCase(Locale.ROOT));
            case UPPER -> new Value.Text(first.toText().toUpperCase(Locale.ROOT));
            case NULLIF -> equal(first, arguments.get(1)) ? Value.Absent.NULL : first;
            case SUBSTRING -> substring(first.toText(), arguments.subList(1, arguments.size()));
            case TO_STRING -> toString(first, arguments.get(1));
            case TO_TIMESTAMP -> Value.Type.TIMESTAMP.convert(first);
        };
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean equal(Value first, Value second) {
        return !second.isAbsent() && Value.compare(first, second) == 0;
    }

    private static Value toString(Value timestamp, Value format) {
        if (format.isAbsent()) {
            return Value.Absent.NULL;
        }
        return new Value.Text(Timestamps.format(timestamp.toTimestamp(), format.toText()));
    }

    /** The first character has the number zero, as in the example of the service's documentation. */
    private static Value substring(String text, List<Value> numbers) {
        if (numbers.stream().anyMatch(Value::isAbsent)) {
            return Value.Absent.NULL;
        }
        int all = length(text);
        long start = numbers.get(0).toLong();
        long count = numbers.size() == 1 ? all : numbers.get(1).toLong();
        if (count < 0) {
            throw QueryFailure.invalidTypeConversion();
        }
        int begin = (int) Math.min(Math.max(start, 0), all);
        int end = (int) Math.max(begin, Math.min(Math.max(start, -count) + Math.min(count, all - start), all));
        return new Value.Text(text.substring(text.offsetByCodePoints(0, begin), text.offsetByCodePoints(0, end)));
    }
}
