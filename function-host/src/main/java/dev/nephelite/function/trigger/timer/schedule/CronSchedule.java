package dev.nephelite.function.trigger.timer.schedule;

import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Fires whenever the local time matches all fields; unlike in Unix cron, both day fields must match.
 *
 * <p>When clocks are set back, an hour repeats: an interval, such as every five minutes, runs through both, and a fixed
 * time, such as 1:30, fires in the first only. When clocks are set forward, a time in the missing hour fires right
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
        seconds = Field.SECOND.parse(fields[0]);
        minutes = Field.MINUTE.parse(fields[1]);
        hours = Field.HOUR.parse(fields[2]);
        daysOfMonth = Field.DAY_OF_MONTH.parse(fields[3]);
        months = Field.MONTH.parse(fields[4]);
        daysOfWeek = Field.DAY_OF_WEEK.parse(fields[5]);
    }

    /** Makes the schedule of {@code fields}: six of them, or five for second 0. */
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

    /** Advances field by field, largest first, to the next matching time, which is at most a few decades away. */
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

    /** One field of a cron expression: its range, and how its text is parsed into a set of numbers. */
    private enum Field {
        SECOND(0, 59, ""),
        MINUTE(0, 59, ""),
        HOUR(0, 23, ""),
        DAY_OF_MONTH(1, 31, ""),
        MONTH(1, 12, "january february march april may june july august september october november december"),
        DAY_OF_WEEK(0, 6, "sunday monday tuesday wednesday thursday friday saturday");

        private final int minimum;
        private final int maximum;
        private final String names;

        Field(int minimum, int maximum, String names) {
            this.minimum = minimum;
            this.maximum = maximum;
            this.names = names;
        }

        BitSet parse(String text) {
            BitSet values = new BitSet(maximum + 1);
            for (String element : text.split(",", -1)) {
                addElement(element, values);
            }
            return values;
        }

        private void addElement(String element, BitSet values) {
            int slash = element.indexOf('/');
            String range = slash < 0 ? element : element.substring(0, slash);
            @Nullable Integer step = slash < 0 ? null : step(element.substring(slash + 1));
            int dash = range.indexOf('-');

            int first;
            int last;
            if (range.equals("*")) {
                first = minimum;
                last = maximum;
            } else if (dash > 0) {
                int left = value(range.substring(0, dash));
                int right = value(range.substring(dash + 1));
                first = Math.min(left, right);
                last = Math.max(left, right);
            } else {
                first = value(range);
                last = step == null ? first : maximum;
            }
            for (int value = first; value <= last; value += step == null ? 1 : step) {
                values.set(value);
            }
        }

        private int step(String text) {
            if (!text.matches("\\d{1,4}") || Integer.parseInt(text) == 0) {
                throw refusal("the step '" + text + "' is not a positive number");
            }
            return Integer.parseInt(text);
        }

        private int value(String text) {
            if (text.matches("\\d{1,4}")) {
                int number = Integer.parseInt(text);
                if (number < minimum || number > maximum) {
                    throw refusal(number + " is not between " + minimum + " and " + maximum);
                }
                return number;
            }
            String prefix = text.toLowerCase(Locale.ROOT);
            List<String> named = List.of(names.split(" "));
            for (int index = 0; index < named.size() && !prefix.isEmpty(); index++) {
                if (named.get(index).startsWith(prefix)) {
                    return index + minimum;
                }
            }
            throw refusal("'" + text + "' is not " + (names.isEmpty() ? "a number" : "a number or a name"));
        }

        private IllegalArgumentException refusal(String reason) {
            String field = name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return new IllegalArgumentException("Its " + field + " field is wrong: " + reason + ".");
        }
    }
}
