package dev.nephelite.function.trigger.timer.schedule;

import dev.nephelite.function.app.config.TimeSpan;
import java.time.Duration;
import java.time.ZonedDateTime;

/**
 * The times at which a timer fires, as its {@code schedule} describes them.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer">Timer trigger: NCRONTAB
 *     expressions</a>
 */
public sealed interface Schedule permits CronSchedule, Schedule.Constant {
    /**
     * Parses a cron expression of five or six fields, or a time span.
     *
     * @throws IllegalArgumentException if {@code text} is neither; the message says why
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

    /** The first time after {@code after}, in its time zone. */
    ZonedDateTime next(ZonedDateTime after);

    /** Whether times follow the local clock, so that their distance varies when the clocks change. */
    boolean adjustsForDaylightSaving();

    /** Whether the distance is always below a minute, which is too short to store each run. */
    boolean firesMoreThanOnceAMinute();

    /** How the host's log names this schedule, such as {@code Cron: '0 0 * * * *'}. */
    String description();

    /** Fires at a constant interval, whatever the local clock does. */
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
