package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackgroundTaskTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final List<Long> seconds = new ArrayList<>();
    private int failures;
    private final BackgroundTask backgroundTask = new BackgroundTask(clock, "expected in this test", this::step);

    @AfterEach
    void close() {
        backgroundTask.close();
    }

    @Test
    void run_retriesAFailedStepWithBackOff() {
        failures = 4;
        backgroundTask.wakeAt(clock.now());
        clock.advance(Duration.ofHours(1));

        assertThat(seconds).containsExactly(0L, 1L, 3L, 7L, 15L);
    }

    @Test
    void run_retriesAtMostEveryFiveMinutes() {
        failures = Integer.MAX_VALUE;
        backgroundTask.wakeAt(clock.now());
        clock.advance(Duration.ofDays(1));

        assertThat(seconds.get(seconds.size() - 1) - seconds.get(seconds.size() - 2))
                .isEqualTo(300);
    }

    private Optional<Instant> step() {
        seconds.add(clock.now().getEpochSecond());
        if (failures > 0) {
            failures--;
            throw new StackOverflowError();
        }
        return Optional.empty();
    }
}
