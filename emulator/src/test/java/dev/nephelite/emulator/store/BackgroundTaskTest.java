package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.CloudClock;
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

    @Test
    void run_retriesAStepOfTheCloudOnTheMachinesClock() {
        CloudClock cloud = new CloudClock(clock);
        cloud.freeze();
        failures = 1;
        try (BackgroundTask task =
                BackgroundTask.ofCloud(new Clocks(cloud, clock), "expected in this test", this::step)) {
            task.wakeAt(cloud.now().plus(Duration.ofDays(30)));
            clock.advance(Duration.ofDays(60));
            assertThat(seconds).isEmpty();

            cloud.advance(Duration.ofDays(30));
            clock.advance(Duration.ofSeconds(2));
        }

        assertThat(seconds).containsExactly(days(60), days(60) + 1);
    }

    private static long days(int days) {
        return Duration.ofDays(days).toSeconds();
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
