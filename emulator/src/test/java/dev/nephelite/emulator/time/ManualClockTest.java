package dev.nephelite.emulator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ManualClockTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ManualClock clock = new ManualClock(NOON);
    private final List<String> ran = new ArrayList<>();

    @Test
    void advance_runsEachTaskAtItsTimeInOrder() {
        clock.schedule(Duration.ofSeconds(2), () -> ran.add("second at " + clock.now()));
        clock.schedule(Duration.ofSeconds(1), () -> ran.add("first at " + clock.now()));
        clock.schedule(Duration.ofSeconds(4), () -> ran.add("too late"));

        clock.advance(Duration.ofSeconds(3));

        assertThat(ran).containsExactly("first at 2026-01-01T12:00:01Z", "second at 2026-01-01T12:00:02Z");
        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void advance_runsATaskThatATaskSchedules() {
        clock.schedule(
                Duration.ofSeconds(1), () -> clock.schedule(Duration.ofSeconds(1), () -> ran.add("at " + clock.now())));

        clock.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("at 2026-01-01T12:00:02Z");
    }

    @Test
    void cancel_preventsATask() {
        Clock.Scheduled task = clock.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled"));

        task.cancel();
        clock.advance(Duration.ofSeconds(2));

        assertThat(ran).isEmpty();
    }
}
