package dev.nephelite.function.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.RecordedLog;
import dev.nephelite.function.SuspendableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeadlinesTest {
    private static final String PROCESS = "this process";
    private static final Set<String> RESIZE = Set.of("function 'Resize'");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final RecordedLog log = new RecordedLog();
    private final Deadlines deadlines = new Deadlines(Clocks.single(clock), log);
    private final List<String> passed = new ArrayList<>();

    @Test
    void schedule_runs_a_task_on_time_without_a_debugger() {
        after(5);

        clock.advance(Duration.ofMillis(4999));
        assertThat(passed).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(passed).hasSize(1);
    }

    @Test
    void held_delays_a_deadline_by_the_time_of_the_hold() {
        after(5);
        clock.advance(Duration.ofSeconds(3));

        deadlines.held(PROCESS, RESIZE);
        clock.advance(Duration.ofHours(1));
        deadlines.held(PROCESS, Set.of());
        clock.advance(Duration.ofMillis(1999));
        assertThat(passed).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(passed).hasSize(1);
    }

    @Test
    void held_delays_a_deadline_by_each_of_several_holds() {
        after(5);
        for (int hold = 0; hold < 3; hold++) {
            clock.advance(Duration.ofSeconds(1));
            deadlines.held(PROCESS, RESIZE);
            clock.advance(Duration.ofSeconds(1 + 3 * hold));
            deadlines.held(PROCESS, Set.of());
        }

        clock.advance(Duration.ofMillis(1999));
        assertThat(passed).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(passed).hasSize(1);
    }

    @Test
    void held_delays_a_deadline_that_is_set_meanwhile() {
        deadlines.held(PROCESS, RESIZE);
        clock.advance(Duration.ofSeconds(7));
        after(5);
        clock.advance(Duration.ofSeconds(7));
        deadlines.held(PROCESS, Set.of());

        clock.advance(Duration.ofMillis(4999));
        assertThat(passed).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(passed).hasSize(1);
    }

    @Test
    void held_lasts_until_every_process_is_released() {
        after(5);
        deadlines.held(PROCESS, RESIZE);
        deadlines.held("worker", Set.of("function 'Upload'"));

        deadlines.held(PROCESS, Set.of());
        clock.advance(Duration.ofMinutes(1));

        assertThat(passed).isEmpty();
    }

    @Test
    void held_is_noticed_when_a_deadline_has_passed() {
        deadlines.lookBeforeDeadlines(() -> deadlines.held(PROCESS, RESIZE));
        after(5);

        clock.advance(Duration.ofMinutes(1));

        assertThat(passed).isEmpty();
    }

    @Test
    void held_is_logged_when_it_lasts_and_when_it_ends() {
        deadlines.held(PROCESS, RESIZE);
        clock.advance(Duration.ofSeconds(2));
        assertThat(log.lines())
                .containsExactly(
                        "information Host.Debugger: A debugger holds function 'Resize'; deadlines stand still.");

        clock.advance(Duration.ofSeconds(10));
        deadlines.held(PROCESS, Set.of());

        assertThat(log.lines())
                .last()
                .isEqualTo(
                        "information Host.Debugger: The debugger held function 'Resize' for 12 s; deadlines run again.");
    }

    @Test
    void held_for_a_moment_is_not_logged() {
        deadlines.held(PROCESS, RESIZE);
        clock.advance(Duration.ofMillis(1999));
        deadlines.held(PROCESS, Set.of());
        clock.advance(Duration.ofMinutes(1));

        assertThat(log.lines()).isEmpty();
    }

    /** After a suspension, an alarm may ring before anything else notices it. */
    @Test
    void stoodStill_delays_a_deadline_whose_alarm_rang_late() {
        SuspendableClock machine = new SuspendableClock(clock);
        Deadlines ofSuspended = new Deadlines(Clocks.single(machine), log);
        ofSuspended.lookBeforeDeadlines(() -> machine.takeSuspension().ifPresent(ofSuspended::stoodStill));
        ofSuspended.clocks().machine().schedule(Duration.ofSeconds(5), () -> passed.add("deadline"));
        clock.advance(Duration.ofSeconds(3));

        machine.suspend(Duration.ofSeconds(100));
        machine.resume();
        assertThat(passed).isEmpty();
        clock.advance(Duration.ofMillis(1999));
        assertThat(passed).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(passed).hasSize(1);
        assertThat(log.lines())
                .containsExactly(
                        "information Host.Debugger: The process was suspended for 100 s, by a debugger or with the"
                                + " machine; deadlines stood still.");
    }

    private void after(int seconds) {
        deadlines.clocks().machine().schedule(Duration.ofSeconds(seconds), () -> passed.add("deadline"));
    }
}
