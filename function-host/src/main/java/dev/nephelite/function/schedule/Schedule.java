package dev.nephelite.function.schedule;

import dev.nephelite.function.app.config.TimeSpan;
import java.time.Duration;
import java.time.ZonedDateTime;

/**
 * The moments at which a timer fires, as its {@code schedule} describes them.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer">Timer trigger: NCRONTAB
 *     expressions</a>
 */
public sealed interface Schedule permits CronSchedule, Schedule.Constant {
    /**
     * Reads a cron expression of five or six fields, or else a time span.
     *
     * @throws IllegalArgumentException if {@code text} is neither, saying why
     */
    static Schedule parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length == CronSchedule.FIELDS || fields.length == CronSchedule.FIELDS - 1) {
            return cron(text, fields);
        }
        try {
            Duration interval = TimeSpan.parse(text);
            if (!interval.isNegative() && !interval.isZero()) {
                return new Constant(interval);
            }
        } catch (IllegalArgumentException notATimeSpan) {
            throw unrecognized(text, fields.length == 1 ? notATimeSpan : wrongNumberOf(fields));
        }
        throw unrecognized(text, new IllegalArgumentException("It must be longer than zero."));
    }

    private static IllegalArgumentException wrongNumberOf(String[] fields) {
        return new IllegalArgumentException(
                "It has " + fields.length + " fields, but a cron expression has 5 (minute hour"
                        + " day month weekday) or 6 (with the second in front), such as '0 */5 * * * *'.");
    }

    private static Schedule cron(String text, String[] fields) {
        try {
            return CronSchedule.of(text.strip(), fields);
        } catch (IllegalArgumentException reason) {
            throw unrecognized(text, reason);
        }
    }

    private static IllegalArgumentException unrecognized(String text, IllegalArgumentException reason) {
        return new IllegalArgumentException(
                "The schedule expression '%s' was not recognized as a valid cron expression or timespan string. %s"
                        .formatted(text, reason.getMessage()),
                reason);
    }

    /** Returns the first moment later than {@code after}, in the time zone of {@code after}. */
    ZonedDateTime next(ZonedDateTime after);

    /** Whether moments follow the wall clock, so that their distance changes when the clocks do. */
    boolean adjustsForDaylightSaving();

    /** Whether moments are always closer than a minute, too close for remembering each. */
    boolean firesMoreThanOnceAMinute();

    /** How the host's log names this schedule, such as {@code Cron: '0 0 * * * *'}. */
    String description();

    /** Fires again and again after the same time, whatever the wall clock does. */
    record Constant(Duration interval) implements Schedule {
        @Override
        public ZonedDateTime next(ZonedDateTime after) {
            return after.plus(interval);
        }

        @Override
        public boolean adjustsForDaylightSaving() {
            return false;
        }

        @Override
        public boolean firesMoreThanOnceAMinute() {
            return interval.compareTo(Duration.ofMinutes(1)) < 0;
        }

        @Override
        public String description() {
            return "Constant: " + TimeSpan.format(interval);
        }
    }
}
