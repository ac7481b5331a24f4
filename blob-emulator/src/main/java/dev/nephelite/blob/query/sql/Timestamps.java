package dev.nephelite.blob.query.sql;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moments as text.
 *
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">Date and time formats</a>
 */
final class Timestamps {
    /** A year, and as much more as is known; a bare T may end it. */
    private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?)?"
            + "(?:[T ](?:(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.](\\d{1,9})\\d*)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?)?");

    private static final DateTimeFormatter PRINTED = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    /** A run of letters that a format may be made of, or a character that stands for itself. */
    private static final Pattern RUN = Pattern.compile(
            "yyyy|yy|y|M{1,4}+|d{1,2}+|a|h{1,2}+|H{1,2}+|m{1,2}+|s{1,2}+|S{1,9}+|X{1,5}+|x{1,5}+|[^a-zA-Z]");

    private static final String SHORT_MONTH = "MMM";

    private Timestamps() {}

    static String format(OffsetDateTime time) {
        return PRINTED.format(time);
    }

    static OffsetDateTime parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw QueryFailure.invalidTypeConversion();
        }
        @Nullable String fraction = parts.group(7);
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        return within(() -> OffsetDateTime.of(
                number(parts, 1, 0),
                number(parts, 2, 1),
                number(parts, 3, 1),
                number(parts, 4, 0),
                number(parts, 5, 0),
                number(parts, 6, 0),
                nanos,
                parts.group(8) == null ? ZoneOffset.UTC : ZoneOffset.of(parts.group(8))));
    }

    /** The moment as the function TO_STRING writes it. */
    static String format(OffsetDateTime time, String pattern) {
        StringBuilder text = new StringBuilder();
        Matcher runs = RUN.matcher(pattern);
        int end = 0;
        while (end < pattern.length()) {
            if (!runs.find(end) || runs.start() != end) {
                throw QueryFailure.invalidTypeConversion();
            }
            text.append(formatRun(time, runs.group()));
            end = runs.end();
        }
        return text.toString();
    }

    /** The service writes short names of months in capitals. */
    private static String formatRun(OffsetDateTime time, String run) {
        if (!Character.isLetter(run.charAt(0))) {
            return run;
        }
        String text = DateTimeFormatter.ofPattern(run, Locale.US).format(time);
        return run.equals(SHORT_MONTH) ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** Makes of a date that does not exist a failure of the record. */
    static <T> T within(Supplier<T> reckoning) {
        try {
            return reckoning.get();
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException outside) {
            throw QueryFailure.invalidTypeConversion();
        }
    }

    private static int number(Matcher parts, int group, int otherwise) {
        @Nullable String text = parts.group(group);
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
