package dev.nephelite.function.trigger.http.route;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parses the constraints that follow the colon of a route parameter.
 *
 * @see <a href="https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-constraints">Route constraints</a>
 */
final class RouteConstraints {
    private static final Pattern CALL = Pattern.compile("(?<name>\\w+)\\s*(\\((?<argument>.*)\\))?", Pattern.DOTALL);
    private static final Pattern BOOL = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);
    private static final Pattern LETTERS = Pattern.compile("[a-zA-Z]*");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?+(?=.*\\d)[\\d,]*+\\.?+\\d*+");
    private static final Pattern DOUBLE = Pattern.compile(DECIMAL + "([eE][+-]?\\d+)?|NaN|-?Infinity");
    private static final Pattern GUID = Pattern.compile(
            "[0-9a-fA-F]{32}|#|\\{#\\}|\\(#\\)".replace("#", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"));
    private static final int MAX_DECIMAL_LENGTH = 1000;
    private static final BigDecimal MAX_DECIMAL = new BigDecimal("79228162514264337593543950335");
    private static final List<DateTimeFormatter> MOMENTS = Stream.of(
                    "uuuu-M-d[['T'][' ']H:mm[:ss[.SSSSSSS][.SSSSSS][.SSS][.SS][.S]][XXX]]",
                    "uuuu-M-d h:mm[:ss][ ]a",
                    "M-d-uuuu[ H:mm[:ss]]",
                    "M-d-uuuu h:mm[:ss][ ]a",
                    "uuuu-M",
                    "H:mm[:ss]",
                    "[EEEE, ][EEE, ]d MMM uuuu[ H:mm:ss[ 'GMT']]")
            .map(RouteConstraints::formatter)
            .toList();

    private RouteConstraints() {}

    /**
     * Parses one constraint, such as {@code int} or {@code range(1,9)}.
     *
     * @throws IllegalArgumentException if the constraint is unknown or its arguments are invalid
     */
    static Constraint parse(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            throw unknown(text);
        }
        String name = call.group("name").toLowerCase(Locale.ROOT);
        String argument = call.group("argument");
        if (argument == null) {
            return plain(name);
        }
        if (name.equals("regex")) {
            Pattern pattern = Pattern.compile(argument, Pattern.CASE_INSENSITIVE);
            return value -> pattern.matcher(value).find();
        }
        return bounded(name, argument);
    }

    private static Constraint plain(String name) {
        return switch (name) {
            case "int" -> value -> parses(Integer::parseInt, value);
            case "long" -> value -> parses(Long::parseLong, value);
            case "bool" -> value -> BOOL.matcher(value.strip()).matches();
            case "datetime" -> value -> MOMENTS.stream().anyMatch(format -> parses(format::parse, value));
            case "decimal" -> RouteConstraints::isDecimal;
            case "double", "float" -> value -> DOUBLE.matcher(value.strip()).matches();
            case "guid" -> value -> GUID.matcher(value.strip()).matches();
            case "alpha" -> value -> LETTERS.matcher(value).matches();
            case "required" -> value -> !value.isEmpty();
            default -> throw unknown(name);
        };
    }

    private static Constraint bounded(String name, String argument) {
        List<Long> bounds = numbers(name, argument);
        long first = bounds.get(0);
        if (bounds.size() == 2) {
            long last = bounds.get(1);
            return switch (name) {
                case "length" -> value -> value.length() >= first && value.length() <= last;
                case "range" -> value -> isNumber(value, number -> number >= first && number <= last);
                default -> throw unknown(name + "(" + argument + ")");
            };
        }
        return switch (name) {
            case "length" -> value -> value.length() == first;
            case "minlength" -> value -> value.length() >= first;
            case "maxlength" -> value -> value.length() <= first;
            case "min" -> value -> isNumber(value, number -> number >= first);
            case "max" -> value -> isNumber(value, number -> number <= first);
            default -> throw unknown(name + "(" + argument + ")");
        };
    }

    private static List<Long> numbers(String name, String argument) {
        try {
            List<Long> numbers = Stream.of(argument.split(",", -1))
                    .map(number -> Long.valueOf(number.strip()))
                    .toList();
            if (numbers.size() <= 2) {
                return numbers;
            }
        } catch (NumberFormatException refused) {
            throw unknown(name + "(" + argument + ")");
        }
        throw unknown(name + "(" + argument + ")");
    }

    private static boolean isNumber(String value, LongPredicate condition) {
        return parses(Long::parseLong, value) && condition.test(Long.parseLong(value.strip()));
    }

    private static boolean isDecimal(String value) {
        String number = value.strip();
        return number.length() <= MAX_DECIMAL_LENGTH
                && DECIMAL.matcher(number).matches()
                && new BigDecimal(number.replace(",", "")).abs().compareTo(MAX_DECIMAL) <= 0;
    }

    private static boolean parses(Function<String, ?> parser, String value) {
        try {
            return parser.apply(value.strip()) != null;
        } catch (NumberFormatException | DateTimeException refused) {
            return false;
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static IllegalArgumentException unknown(String constraint) {
        return new IllegalArgumentException("There is no route constraint '" + constraint + "'");
    }

    /** A condition on the value of a parameter, such as {@code int}. */
    @FunctionalInterface
    interface Constraint {
        boolean accepts(String value);
    }
}
