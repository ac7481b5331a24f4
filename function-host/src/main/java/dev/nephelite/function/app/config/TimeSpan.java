package dev.nephelite.function.app.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations in the format of {@code host.json}, {@code function.json} and schedules, read by the rules of .NET's
 * {@code TimeSpan.Parse}: {@code [-]d}, {@code [-][d.]hh:mm[:ss[.fffffff]]} or {@code [-]d:hh:mm:ss[.fffffff]}.
 *
 * <p>If the first of three numbers is greater than 23, they are days, hours and minutes: {@code 24:00:00} is 24 days.
 *
 * @see <a href="https://learn.microsoft.com/dotnet/fundamentals/runtime-libraries/system-timespan-parse">TimeSpan.Parse</a>
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#timespan">Timer trigger:
 *     TimeSpan</a>
 */
public final class TimeSpan {
    private static final int MAX_DAYS = 10_675_199;
    private static final Pattern DAYS = Pattern.compile("(\\d{1,9})");
    private static final Pattern DAYS_HOURS_MINUTES =
            Pattern.compile("0*(2[4-9]|[3-9]\\d|[1-9]\\d{2,8}):(\\d{1,9}):(\\d{1,9})");
    private static final Pattern CLOCK =
            Pattern.compile("(?:(?<days>\\d{1,9})[.:])??(?<hours>\\d{1,9}):(?<minutes>\\d{1,9})"
                    + "(?::(?<seconds>\\d{1,9})(?:\\.(?<fraction>\\d{1,7}))?)?");

    private TimeSpan() {}

    /**
     * Parses a time span.
     *
     * @throws IllegalArgumentException if the text is not a time span; the message says why
     */
    public static Duration parse(String text) {
        String stripped = text.strip();
        boolean negative = stripped.startsWith("-");
        Duration size = parseUnsigned(negative ? stripped.substring(1) : stripped, text);
        return negative ? size.negated() : size;
    }

    /**
     * The text that the author probably meant, if it differs: {@code 1.00:00:00} for {@code 24:00:00}, which looks like 24
     * hours.
     */
    public static Optional<String> likelyMeant(String text) {
        Matcher wide = DAYS_HOURS_MINUTES.matcher(text.strip());
        if (!wide.matches()) {
            return Optional.empty();
        }
        int hours = Integer.parseInt(wide.group(1));
        Duration meant = Duration.ofHours(hours)
                .plusMinutes(Integer.parseInt(wide.group(2)))
                .plusSeconds(Integer.parseInt(wide.group(3)));
        return Optional.of(format(meant));
    }

    private static Duration parseUnsigned(String unsigned, String text) {
        Matcher days = DAYS.matcher(unsigned);
        if (days.matches()) {
            return Duration.ofDays(number(days.group(1), MAX_DAYS, "days", text));
        }
        Matcher wide = DAYS_HOURS_MINUTES.matcher(unsigned);
        if (wide.matches()) {
            return span(wide.group(1), wide.group(2), wide.group(3), null, text);
        }
        Matcher clock = CLOCK.matcher(unsigned);
        if (!clock.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time span such as 00:05:00 or 1.12:00:00.");
        }
        return span(clock.group("days"), clock.group("hours"), clock.group("minutes"), clock.group("seconds"), text)
                .plusNanos(fraction(clock.group("fraction")));
    }

    private static Duration span(
            @Nullable String days, String hours, String minutes, @Nullable String seconds, String text) {
        return Duration.ofDays(number(days, MAX_DAYS, "days", text))
                .plusHours(number(hours, 23, "hours", text))
                .plusMinutes(number(minutes, 59, "minutes", text))
                .plusSeconds(number(seconds, 59, "seconds", text));
    }

    private static long number(@Nullable String digits, int maximum, String unit, String text) {
        long value = digits == null ? 0 : Long.parseLong(digits);
        if (value > maximum) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time span: it may have at most " + maximum + " " + unit + ".");
        }
        return value;
    }

    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
    }

    /** Formats a time span so that {@link #parse} can read it, with days and a fraction only if they are not zero. */
    public static String format(Duration duration) {
        Duration size = duration.abs();
        String days = size.toDays() == 0 ? "" : size.toDays() + ".";
        String fraction = size.toNanosPart() == 0 ? "" : String.format(Locale.ROOT, ".%07d", size.toNanosPart() / 100);
        return (duration.isNegative() ? "-" : "")
                + days
                + String.format(
                        Locale.ROOT, "%02d:%02d:%02d", size.toHoursPart(), size.toMinutesPart(), size.toSecondsPart())
                + fraction;
    }
}
