package dev.nephelite.function.expression;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Formats times in UTC with .NET format strings, which binding expressions use.
 *
 * @see <a href="https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings">Custom date
 *     and time format strings</a>
 */
final class DotNetDateFormat {
    /** Standard formats of one letter and the custom formats that they stand for. */
    private static final Map<String, String> STANDARD = Map.of(
            "d", "MM/dd/yyyy",
            "D", "dddd, dd MMMM yyyy",
            "o", "yyyy-MM-ddTHH:mm:ss.fffffffK",
            "O", "yyyy-MM-ddTHH:mm:ss.fffffffK",
            "R", "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
            "r", "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
            "s", "yyyy-MM-ddTHH:mm:ss",
            "t", "HH:mm",
            "T", "HH:mm:ss",
            "u", "yyyy-MM-dd HH:mm:ss'Z'");

    private DotNetDateFormat() {}

    static String format(Instant moment, String format) {
        String custom = format.length() == 1 ? STANDARD.get(format) : format;
        if (custom == null) {
            throw new IllegalArgumentException("'" + format + "' is not a supported date format.");
        }
        return formatter(custom).format(moment.atOffset(ZoneOffset.UTC));
    }

    private static DateTimeFormatter formatter(String custom) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        int position = 0;
        while (position < custom.length()) {
            char symbol = custom.charAt(position);
            int end = position + 1;
            if (symbol == '\'' || symbol == '"') {
                int close = custom.indexOf(symbol, end);
                end = close < 0 ? custom.length() : close + 1;
                builder.appendLiteral(custom.substring(position + 1, close < 0 ? end : close));
            } else if (symbol == '\\' && end < custom.length()) {
                builder.appendLiteral(custom.charAt(end++));
            } else {
                while (end < custom.length() && custom.charAt(end) == symbol) {
                    end++;
                }
                append(symbol, end - position, builder);
            }
            position = end;
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    private static void append(char symbol, int length, DateTimeFormatterBuilder builder) {
        String pattern = javaPattern(symbol, length);
        if (pattern != null) {
            builder.appendPattern(pattern);
        } else if (symbol != '%') {
            builder.appendLiteral(String.valueOf(symbol).repeat(length));
        }
    }

    /** The {@link DateTimeFormatter} pattern for a run of one letter; null if the letter stands for itself. */
    private static @Nullable String javaPattern(char symbol, int length) {
        return switch (symbol) {
            case 'd' -> length <= 2 ? "d".repeat(length) : length == 3 ? "EEE" : "EEEE";
            case 'M' -> "M".repeat(Math.min(length, 4));
            case 'y' -> length <= 2 ? "uu" : "uuuu";
            case 'h', 'H', 'm', 's' -> String.valueOf(symbol).repeat(Math.min(length, 2));
            case 'f', 'F' -> "S".repeat(Math.min(length, 7));
            case 't' -> "a";
            case 'K' -> "XXX";
            case 'z' -> length <= 2 ? "x" : "xxx";
            default -> null;
        };
    }
}
