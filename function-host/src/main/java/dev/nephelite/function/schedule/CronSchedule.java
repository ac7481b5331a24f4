package dev.nephelite.function.schedule;

import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Fires whenever the wall clock matches all of its fields; unlike in Unix cron, both day fields must match.
 *
 * <p>When the clocks go back, an hour repeats. An interval, such as every five minutes, goes on through both; a fixed
 * time, such as 1:30, fires in the first only. When they go forward, a time in the missing hour is made up for right
 * after it.
 */
final class CronSchedule implements Schedule {
    static final int FIELDS = 6;

    private final String expression;
    private final boolean interval;
    private final BitSet seconds;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;

    private CronSchedule(String expression, boolean interval, String[] fields) {
        this.expression = expression;
        this.interval = interval;
        seconds = CronField.SECOND.parse(fields[0]);
        minutes = CronField.MINUTE.parse(fields[1]);
        hours = CronField.HOUR.parse(fields[2]);
        daysOfMonth = CronField.DAY_OF_MONTH.parse(fields[3]);
        months = CronField.MONTH.parse(fields[4]);
        daysOfWeek = CronField.DAY_OF_WEEK.parse(fields[5]);
    }

    /** Makes the schedule of {@code fields}: six of them, or five when it fires at second 0. */
    static CronSchedule of(String expression, String[] fields) {
        boolean withSeconds = fields.length == FIELDS;
        String timeOfDay = String.join(" ", Arrays.copyOf(fields, withSeconds ? 3 : 2));
        boolean interval = timeOfDay.matches(".*[*/-].*");
        CronSchedule schedule =
                new CronSchedule(expression, interval, withSeconds ? fields : ("0 " + expression).split("\\s+"));
        if (!schedule.hasDays()) {
            throw new IllegalArgumentException("None of its months has such a day, so it would never fire.");
        }
        return schedule;
    }

    private boolean hasDays() {
        int firstDay = daysOfMonth.nextSetBit(0);
        return months.stream().anyMatch(month -> firstDay <= Month.of(month).maxLength());
    }

    @Override
    public ZonedDateTime next(ZonedDateTime after) {
        return interval ? nextOfInterval(after) : nextOfFixedTime(after);
    }

    private ZonedDateTime nextOfInterval(ZonedDateTime after) {
        ZoneId zone = after.getZone();
        LocalDateTime next = nextMatch(after.toLocalDateTime());
        @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(after.toInstant());
        if (change != null && change.isOverlap() && !next.isBefore(change.getDateTimeBefore())) {
            LocalDateTime repeated = nextMatch(change.getDateTimeAfter().minusSeconds(1));
            return ZonedDateTime.ofLocal(repeated, zone, change.getOffsetAfter());
        }
        return ZonedDateTime.ofLocal(next, zone, after.getOffset());
    }

    private ZonedDateTime nextOfFixedTime(ZonedDateTime after) {
        LocalDateTime local = after.toLocalDateTime();
        ZonedDateTime next;
        do {
            local = nextMatch(local);
            next = local.atZone(after.getZone());
        } while (!next.isAfter(after));
        return next;
    }

    /** Goes from field to field, the largest first, to the next time that matches; it is a few decades off at most. */
    private LocalDateTime nextMatch(LocalDateTime after) {
        LocalDateTime time = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (true) {
            if (!months.get(time.getMonthValue())) {
                time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
            } else if (!daysOfMonth.get(time.getDayOfMonth())
                    || !daysOfWeek.get(time.getDayOfWeek().getValue() % 7)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(time.getMinute())) {
                time = time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            } else if (!seconds.get(time.getSecond())) {
                time = time.plusSeconds(1);
            } else {
                return time;
            }
        }
    }

    @Override
    public boolean adjustsForDaylightSaving() {
        return true;
    }

    @Override
    public boolean firesMoreThanOnceAMinute() {
        return seconds.cardinality() > 1
                && minutes.cardinality() == 60
                && hours.cardinality() == 24
                && daysOfMonth.cardinality() == 31
                && months.cardinality() == 12
                && daysOfWeek.cardinality() == 7;
    }

    @Override
    public String description() {
        return "Cron: '" + expression + "'";
    }
}
