package dev.nephelite.blob.query.sql;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps as text, and their parts.
 *
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">Date and time formats</a>
 */
final class Timestamps {
    /** A year and any number of smaller parts; a bare T may end it. */
    private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d))?)?"
            + "(?:[T ](?:(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.](\\d{1,9})\\d*)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?)?");

    private static final DateTimeFormatter PRINTED = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    /** A run of letters that TO_STRING supports in a format, or a character that is printed as it is. */
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
        return inRange(() -> OffsetDateTime.of(
                number(parts, 1, 0),
                number(parts, 2, 1),
                number(parts, 3, 1),
                number(parts, 4, 0),
                number(parts, 5, 0),
                number(parts, 6, 0),
                nanos,
                parts.group(8) == null ? ZoneOffset.UTC : ZoneOffset.of(parts.group(8))));
    }

    /** Formats the timestamp as TO_STRING does. */
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

    /** The service prints short names of months in capitals. */
    private static String formatRun(OffsetDateTime time, String run) {
        if (!Character.isLetter(run.charAt(0))) {
            return run;
        }
        String text = DateTimeFormatter.ofPattern(run, Locale.US).format(time);
        return run.equals(SHORT_MONTH) ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** Computes a timestamp; one that does not exist is a failure of the record. */
    static <T> T inRange(Supplier<T> computation) {
        try {
            return computation.get();
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException ignored) {
            // The service reports all of these alike.
            throw QueryFailure.invalidTypeConversion();
        }
    }

    private static int number(Matcher parts, int group, int otherwise) {
        @Nullable String text = parts.group(group);
        return text == null ? otherwise : Integer.parseInt(text);
    }

    /** A part of a timestamp that EXTRACT returns; those with a unit can also be added and subtracted. */
    enum Part {
        YEAR,
        MONTH,
        DAY,
        HOUR,
        MINUTE,
        SECOND,
        TIMEZONE_HOUR,
        TIMEZONE_MINUTE;

        private static final int SECONDS_PER_HOUR = 3600;

        static Part parse(String name) {
            try {
                return valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException ignored) {
                // There is no such part.
                throw RefusedQuery.SYNTAX.exception();
            }
        }

        /** The unit of this part; it is a syntax error if there is none. */
        ChronoUnit unit() {
            return switch (this) {
                case YEAR -> ChronoUnit.YEARS;
                case MONTH -> ChronoUnit.MONTHS;
                case DAY -> ChronoUnit.DAYS;
                case HOUR -> ChronoUnit.HOURS;
                case MINUTE -> ChronoUnit.MINUTES;
                case SECOND -> ChronoUnit.SECONDS;
                case TIMEZONE_HOUR, TIMEZONE_MINUTE -> throw RefusedQuery.SYNTAX.exception();
            };
        }

        long of(OffsetDateTime time) {
            int offset = time.getOffset().getTotalSeconds();
            return switch (this) {
                case YEAR -> time.getYear();
                case MONTH -> time.getMonthValue();
                case DAY -> time.getDayOfMonth();
                case HOUR -> time.getHour();
                case MINUTE -> time.getMinute();
                case SECOND -> time.getSecond();
                case TIMEZONE_HOUR -> offset / SECONDS_PER_HOUR;
                case TIMEZONE_MINUTE -> offset % SECONDS_PER_HOUR / 60;
            };
        }
    }
}
