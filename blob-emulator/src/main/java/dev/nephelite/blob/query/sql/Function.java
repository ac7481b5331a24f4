package dev.nephelite.blob.query.sql;

import java.util.List;
import java.util.Locale;

/** A function whose arguments are values and nothing else. */
enum Function {
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

    Function(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    static Function parse(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    Value apply(List<Value> arguments) {
        Value first = arguments.get(0);
        if (first.isNothing()) {
            return Value.Nothing.NULL;
        }
        return switch (this) {
            case CHAR_LENGTH, CHARACTER_LENGTH -> new Value.Whole(length(Conversion.text(first)));
            case LOWER -> new Value.Text(Conversion.text(first).toLowerCase(Locale.ROOT));
            case UPPER -> new Value.Text(Conversion.text(first).toUpperCase(Locale.ROOT));
            case NULLIF -> equal(first, arguments.get(1)) ? Value.Nothing.NULL : first;
            case SUBSTRING -> substring(Conversion.text(first), arguments.subList(1, arguments.size()));
            case TO_STRING -> toString(first, arguments.get(1));
            case TO_TIMESTAMP -> SqlType.TIMESTAMP.convert(first);
        };
    }

    private static long length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean equal(Value first, Value second) {
        return !second.isNothing() && Comparison.compare(first, second) == 0;
    }

    private static Value toString(Value moment, Value format) {
        if (format.isNothing()) {
            return Value.Nothing.NULL;
        }
        return new Value.Text(Timestamps.format(Conversion.moment(moment), Conversion.text(format)));
    }

    /** The first character has the number zero, as the service's own example counts. */
    private static Value substring(String text, List<Value> numbers) {
        if (numbers.stream().anyMatch(Value::isNothing)) {
            return Value.Nothing.NULL;
        }
        int all = text.codePointCount(0, text.length());
        long start = Conversion.whole(numbers.get(0));
        long count = numbers.size() == 1 ? all : Conversion.whole(numbers.get(1));
        if (count < 0) {
            throw QueryFailure.invalidTypeConversion();
        }
        int begin = (int) Math.min(Math.max(start, 0), all);
        int end = (int) Math.max(begin, Math.min(Math.max(start, -count) + Math.min(count, all - start), all));
        return new Value.Text(text.substring(text.offsetByCodePoints(0, begin), text.offsetByCodePoints(0, end)));
    }
}
