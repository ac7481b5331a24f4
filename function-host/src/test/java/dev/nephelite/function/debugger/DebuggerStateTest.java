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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DebuggerStateTest {
    private static final String PROCESS = "this process";
    private static final Set<String> RESIZE = Set.of("Resize");

    private static final CompletableFuture<Void> CHECKED = CompletableFuture.completedFuture(null);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final RecordedLog log = new RecordedLog();
    private final List<Optional<DebuggerHold>> holds = new ArrayList<>();
    private final DebuggerState state = new DebuggerState(Clocks.single(clock), 1, holds::add, log);
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

        hold();
        clock.advance(Duration.ofHours(1));
        release();
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
            hold();
            clock.advance(Duration.ofSeconds(1 + 3 * hold));
            release();
        }

        clock.advance(Duration.ofMillis(1999));
        assertThat(passed).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(passed).hasSize(1);
    }

    @Test
    void held_delays_a_deadline_that_is_set_meanwhile() {
        hold();
        clock.advance(Duration.ofSeconds(7));
        after(5);
        clock.advance(Duration.ofSeconds(7));
        release();

        clock.advance(Duration.ofMillis(4999));
        assertThat(passed).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(passed).hasSize(1);
    }

    @Test
    void held_lasts_until_every_process_is_released() {
        after(5);
        hold();
        state.held("worker", Set.of("Upload"), Duration.ZERO);

        release();
        clock.advance(Duration.ofMinutes(1));

        assertThat(passed).isEmpty();
    }

    @Test
    void held_is_noticed_when_a_deadline_has_passed() {
        state.deadlines().checkBeforeDeadlines(() -> {
            hold();
            return CHECKED;
        });
        after(5);

        clock.advance(Duration.ofMinutes(1));

        assertThat(passed).isEmpty();
    }

    /** Another process needs a moment to report what is held in it. */
    @Test
    void a_deadline_passes_only_after_the_check() {
        CompletableFuture<Void> checked = new CompletableFuture<>();
        state.deadlines().checkBeforeDeadlines(() -> checked);
        after(5);

        clock.advance(Duration.ofSeconds(5));
        assertThat(passed).isEmpty();
        checked.complete(null);

        assertThat(passed).hasSize(1);
    }

    @Test
    void held_counts_from_when_it_began() {
        after(5);
        clock.advance(Duration.ofSeconds(4));

        state.held(PROCESS, RESIZE, Duration.ofSeconds(2));
        clock.advance(Duration.ofMinutes(1));
        release();
        clock.advance(Duration.ofMillis(2999));
        assertThat(passed).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(passed).hasSize(1);
    }

    @Test
    void held_is_logged_when_it_lasts_and_when_it_ends() {
        hold();
        clock.advance(Duration.ofSeconds(2));
        assertThat(log.lines())
                .containsExactly("information Host.Debugger.Hold: A debugger holds Resize; deadlines stand still.");

        clock.advance(Duration.ofSeconds(10));
        release();

        assertThat(log.lines())
                .last()
                .isEqualTo("information Host.Debugger.Hold: The debugger held Resize for 12 s; deadlines run again.");
    }

    @Test
    void held_tells_every_second_what_is_held_and_at_the_end_that_nothing_is() {
        hold();
        clock.advance(Duration.ofMillis(1999));
        assertThat(holds).isEmpty();
        clock.advance(Duration.ofMillis(1));
        state.held("worker", Set.of("Upload"), Duration.ZERO);
        clock.advance(Duration.ofSeconds(1));
        release();
        state.held("worker", Set.of(), Duration.ZERO);
        clock.advance(Duration.ofSeconds(10));

        assertThat(holds)
                .containsExactly(
                        Optional.of(new DebuggerHold(RESIZE, Duration.ofSeconds(2))),
                        Optional.of(new DebuggerHold(Set.of("Resize", "Upload"), Duration.ofSeconds(3))),
                        Optional.empty());
    }

    @Test
    void attached_makes_invocations_of_a_function_wait() {
        state.attached(PROCESS, true);
        state.attached(PROCESS, true);
        state.attached(PROCESS, false);

        assertThat(log.lines())
                .containsExactly(
                        "information Host.Debugger: A debugger is attached to this process; each function runs one"
                                + " invocation at a time.",
                        "information Host.Debugger: The debugger is detached from this process.");
    }

    @Test
    void held_for_a_moment_is_not_logged() {
        hold();
        clock.advance(Duration.ofMillis(1999));
        release();
        clock.advance(Duration.ofMinutes(1));

        assertThat(log.lines()).isEmpty();
    }

    /** After a suspension, an alarm may ring before anything else notices it. */
    @Test
    void stoodStill_delays_a_deadline_whose_alarm_rang_late() {
        SuspendableClock machine = new SuspendableClock(clock);
        DebuggerState ofSuspended = new DebuggerState(Clocks.single(machine), 1, holds::add, log);
        ofSuspended.deadlines().checkBeforeDeadlines(() -> {
            machine.takeSuspension().ifPresent(ofSuspended::stoodStill);
            return CHECKED;
        });
        ofSuspended.deadlines().clocks().machine().schedule(Duration.ofSeconds(5), () -> passed.add("deadline"));
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

    private void hold() {
        state.held(PROCESS, RESIZE, Duration.ZERO);
    }

    private void release() {
        state.held(PROCESS, Set.of(), Duration.ZERO);
    }

    private void after(int seconds) {
        state.deadlines().clocks().machine().schedule(Duration.ofSeconds(seconds), () -> passed.add("deadline"));
    }
}
