package dev.nephelite.function.app;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as {@code host.json} and {@code function.json} write them: {@code [-][d.]hh:mm[:ss[.fffffff]]}. */
public final class TimeSpan {
    private static final Pattern DAYS = Pattern.compile("(\\d{1,8})");
    private static final Pattern CLOCK =
            Pattern.compile("(?:(?<days>\\d{1,8})\\.)?(?<hours>\\d{1,2}):(?<minutes>\\d{1,2})"
                    + "(?::(?<seconds>\\d{1,2})(?:\\.(?<fraction>\\d{1,7}))?)?");

    private TimeSpan() {}

    public static Duration parse(String text) {
        String stripped = text.strip();
        boolean negative = stripped.startsWith("-");
        Duration size = parseUnsigned(negative ? stripped.substring(1) : stripped, text);
        return negative ? size.negated() : size;
    }

    private static Duration parseUnsigned(String unsigned, String text) {
        if (DAYS.matcher(unsigned).matches()) {
            return Duration.ofDays(Long.parseLong(unsigned));
        }
        Matcher clock = CLOCK.matcher(unsigned);
        if (!clock.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time span such as 00:05:00 or 1.12:00:00.");
        }
        return Duration.ofDays(number(clock.group("days"), Integer.MAX_VALUE))
                .plusHours(number(clock.group("hours"), 23))
                .plusMinutes(number(clock.group("minutes"), 59))
                .plusSeconds(number(clock.group("seconds"), 59))
                .plusNanos(fraction(clock.group("fraction")));
    }

    private static long number(@Nullable String digits, int maximum) {
        long value = digits == null ? 0 : Long.parseLong(digits);
        if (value > maximum) {
            throw new IllegalArgumentException("In a time span, " + value + " is more than " + maximum + ".");
        }
        return value;
    }

    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
    }

    /** Returns the text {@link #parse} reads back, days and fraction only where there are any. */
    public static String format(Duration duration) {
        Duration size = duration.abs();
        String days = size.toDays() == 0 ? "" : size.toDays() + ".";
        String fraction = size.toNanosPart() == 0 ? "" : ".%07d".formatted(size.toNanosPart() / 100);
        return (duration.isNegative() ? "-" : "")
                + days
                + "%02d:%02d:%02d".formatted(size.toHoursPart(), size.toMinutesPart(), size.toSecondsPart())
                + fraction;
    }
}
