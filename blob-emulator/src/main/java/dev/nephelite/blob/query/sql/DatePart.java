package dev.nephelite.blob.query.sql;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A part of a date that can be taken out of it; those with a unit can also be reckoned with. */
enum DatePart {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    TIMEZONE_HOUR,
    TIMEZONE_MINUTE;

    private static final int SECONDS_OF_AN_HOUR = 3600;

    static DatePart parse(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw RefusedQuery.SYNTAX.exception();
        }
    }

    /** The unit in which two dates differ by this part. */
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
            case TIMEZONE_HOUR -> offset / SECONDS_OF_AN_HOUR;
            case TIMEZONE_MINUTE -> offset % SECONDS_OF_AN_HOUR / 60;
        };
    }
}
