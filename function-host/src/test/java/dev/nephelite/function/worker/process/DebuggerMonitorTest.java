package dev.nephelite.function.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.debugger.DebuggerListener;
import dev.nephelite.function.debugger.DebuggerPort;
import dev.nephelite.worker.protocol.DebuggerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DebuggerMonitorTest {
    private static final DebuggerReport NOTHING_HELD =
            DebuggerReport.newBuilder().setAttached(true).build();

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final List<String> seen = new ArrayList<>();
    private Set<String> running = Set.of("Resize");
    private final DebuggerMonitor monitor =
            new DebuggerMonitor("worker", clock, new Recorder(), () -> running, Runnable::run);

    @Test
    void a_report_says_what_is_held() {
        monitor.receive(
                DebuggerReport.newBuilder().setAttached(true).addHeld("Resize").build());
        monitor.receive(DebuggerReport.getDefaultInstance());

        assertThat(seen)
                .containsExactly(
                        "worker attached true", "worker holds [Resize]", "worker attached false", "worker holds []");
        assertThat(monitor.wasAttached()).isFalse();
    }

    @Test
    void a_process_that_is_silent_is_held_since_its_last_report() {
        monitor.receive(NOTHING_HELD);
        seen.clear();

        clock.advance(Duration.ofMillis(499));
        assertThat(seen).isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(seen).containsExactly("worker holds [Resize] for 500 ms");
    }

    @Test
    void a_process_that_runs_no_function_is_held_itself() {
        running = Set.of();
        monitor.receive(NOTHING_HELD);

        clock.advance(Duration.ofMillis(500));

        assertThat(seen).last().isEqualTo("worker holds [the worker process] for 500 ms");
    }

    @Test
    void a_function_that_is_invoked_in_a_silent_process_is_held() {
        running = Set.of();
        monitor.receive(NOTHING_HELD);
        clock.advance(Duration.ofMillis(500));

        running = Set.of("Resize");
        clock.advance(Duration.ofMillis(500));

        assertThat(seen).last().isEqualTo("worker holds [Resize] for 1000 ms");
    }

    @Test
    void a_process_that_reports_is_not_held() {
        for (int report = 0; report < 100; report++) {
            monitor.receive(NOTHING_HELD);
            clock.advance(Duration.ofMillis(100));
        }

        assertThat(seen).containsOnly("worker attached true", "worker holds []");
    }

    @Test
    void a_process_that_never_reports_is_not_waited_for() {
        clock.advance(Duration.ofMinutes(1));

        assertThat(monitor.reported()).isCompleted();
        assertThat(seen).isEmpty();
    }

    @Test
    void reported_completes_with_the_next_report() {
        monitor.receive(NOTHING_HELD);
        CompletableFuture<Void> reported = monitor.reported();
        assertThat(reported).isNotDone();

        monitor.receive(NOTHING_HELD);

        assertThat(reported).isCompleted();
    }

    @Test
    void a_process_that_has_ended_holds_nothing() {
        monitor.receive(NOTHING_HELD);
        CompletableFuture<Void> reported = monitor.reported();
        seen.clear();

        monitor.end();
        clock.advance(Duration.ofMinutes(1));
        monitor.receive(NOTHING_HELD);

        assertThat(reported).isCompleted();
        assertThat(seen).containsExactly("worker attached false", "worker holds []");
        assertThat(monitor.wasAttached()).isTrue();
    }

    private final class Recorder implements DebuggerListener {
        @Override
        public void opened(String process, DebuggerPort port) {
            seen.add(process + " opened " + port.number());
        }

        @Override
        public void attached(String process, boolean attached) {
            seen.add(process + " attached " + attached);
        }

        @Override
        public void held(String process, Set<String> names, Duration already) {
            seen.add(process + " holds " + names + (already.isZero() ? "" : " for " + already.toMillis() + " ms"));
        }
    }
}
