package dev.nephelite.function;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.CloudClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that somebody advances by an hour just after each reading. */
public record AdvancedAfterReading(CloudClock clock) implements Clock {
    @Override
    public Instant now() {
        Instant read = clock.now();
        clock.advance(Duration.ofHours(1));
        return read;
    }

    @Override
    public Scheduled scheduleAt(Instant due, Runnable task) {
        return clock.scheduleAt(due, task);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        clock.sleep(duration);
    }
}
