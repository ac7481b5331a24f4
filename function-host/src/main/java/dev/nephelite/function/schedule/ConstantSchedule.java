package dev.nephelite.function.schedule;

import dev.nephelite.function.app.config.TimeSpan;
import java.time.Duration;
import java.time.ZonedDateTime;

/** Fires again and again after the same time, whatever the wall clock does. */
record ConstantSchedule(Duration interval) implements Schedule {
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
