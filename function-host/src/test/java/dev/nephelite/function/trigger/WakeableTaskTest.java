package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.trigger.WakeableTask.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WakeableTaskTest {
    private static final Duration RETRY = Duration.ofSeconds(7);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final ScriptedWork work = new ScriptedWork();
    private final WakeableTask task = new WakeableTask(clock, executor::add, work);

    @Test
    void waking_a_waiting_task_runs_it_once() {
        task.wake();
        task.wakeAfter(SECOND);
        runAll();

        assertThat(work.runs).isEqualTo(1);
    }

    @Test
    void a_task_that_was_woken_while_it_ran_runs_once_more() {
        work.next = () -> {
            task.wake();
            task.wake();
            work.next = Optional::empty;
            return Optional.empty();
        };
        task.wake();
        runAll();

        assertThat(work.runs).isEqualTo(2);
    }

    @Test
    void a_run_follows_when_the_wait_is_over_and_not_before() {
        work.next = () -> Optional.of(SECOND);
        task.wake();
        runAll();

        clock.advance(SECOND.minusNanos(1));
        assertThat(executor).isEmpty();

        clock.advance(Duration.ofNanos(1));
        runAll();
        assertThat(work.runs).isEqualTo(2);
    }

    @Test
    void a_run_follows_at_once_when_there_is_no_wait() {
        work.next = () -> {
            work.next = Optional::empty;
            return Optional.of(Duration.ZERO);
        };
        task.wake();
        runAll();

        assertThat(work.runs).isEqualTo(2);
    }

    @Test
    void the_shortest_of_several_waits_counts_whether_it_was_asked_for_before_or_during_a_run() {
        work.next = () -> {
            task.wakeAfter(SECOND);
            work.next = Optional::empty;
            return Optional.of(Duration.ofSeconds(3));
        };
        task.wakeAfter(Duration.ofSeconds(5));
        task.wakeAfter(Duration.ofSeconds(2));
        task.wakeAfter(Duration.ofSeconds(4));

        clock.advance(Duration.ofSeconds(2));
        runAll();
        assertThat(work.runs).isEqualTo(1);

        clock.advance(SECOND);
        runAll();
        assertThat(work.runs).isEqualTo(2);

        clock.advance(Duration.ofHours(1));
        assertThat(executor).isEmpty();
    }

    @Test
    void an_error_is_reported_once_and_the_task_goes_on_after_its_wait() {
        List<Error> errors =
                List.of(new StackOverflowError(), new NoClassDefFoundError("a/B"), new OutOfMemoryError("test"));
        Queue<Error> left = new ArrayDeque<>(errors);
        work.next = () -> {
            throw left.remove();
        };
        task.wake();
        runAll();
        clock.advance(RETRY);
        runAll();
        clock.advance(RETRY);
        runAll();
        work.next = Optional::empty;
        clock.advance(RETRY);
        runAll();

        assertThat(work.runs).isEqualTo(4);
        assertThat(work.reports).containsExactly(errors.get(0));
    }

    @Test
    void a_failure_after_a_run_that_succeeded_is_reported_again() {
        IllegalStateException second = new IllegalStateException("second");
        work.next = () -> {
            throw new IllegalStateException("first");
        };
        task.wake();
        runAll();
        work.next = Optional::empty;
        task.wake();
        runAll();
        work.next = () -> {
            throw second;
        };
        task.wake();
        runAll();

        assertThat(work.reports).hasSize(2).endsWith(second);
    }

    @Test
    void a_task_goes_on_even_when_its_failure_cannot_be_handled() {
        work.next = () -> {
            throw new IllegalStateException("failure");
        };
        work.unreportable = true;
        task.wake();
        runAll();
        work.next = Optional::empty;
        clock.advance(WakeableTask.LAST_RESORT);
        runAll();

        assertThat(work.runs).isEqualTo(2);
    }

    @Test
    void a_stopped_task_runs_no_more() {
        work.next = () -> Optional.of(SECOND);
        task.wake();
        runAll();

        assertThat(task.stop()).isDone();

        task.wake();
        task.wakeAfter(SECOND);
        clock.advance(Duration.ofHours(1));
        assertThat(executor).isEmpty();
    }

    @Test
    void stopping_ends_with_the_run_in_progress() {
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        work.next = () -> {
            task.wake();
            stops.add(task.stop());
            assertThat(stops.get(0)).isNotDone();
            return Optional.of(Duration.ZERO);
        };
        task.wake();
        runAll();

        assertThat(stops.get(0)).isDone();
        assertThat(work.runs).isEqualTo(1);
        assertThat(task.stop()).isDone();
    }

    @Test
    void a_task_whose_executor_has_ended_is_stopped() {
        WakeableTask orphan = new WakeableTask(
                clock,
                command -> {
                    throw new RejectedExecutionException();
                },
                work);
        orphan.wakeAfter(SECOND);
        clock.advance(SECOND);

        assertThat(orphan.stop()).isDone();
    }

    @Test
    void a_task_for_which_there_is_no_thread_runs_later() {
        Queue<Error> errors = new ArrayDeque<>(List.of(new OutOfMemoryError("unable to create native thread")));
        WakeableTask late = new WakeableTask(
                clock,
                command -> {
                    if (!errors.isEmpty()) {
                        throw errors.remove();
                    }
                    executor.add(command);
                },
                work);
        late.wake();
        assertThat(executor).isEmpty();

        clock.advance(WakeableTask.LAST_RESORT);
        runAll();
        assertThat(work.runs).isEqualTo(1);
    }

    private void runAll() {
        while (!executor.isEmpty()) {
            executor.remove().run();
        }
    }

    private static final class ScriptedWork implements Work {
        private Supplier<Optional<Duration>> next = Optional::empty;
        private final List<Throwable> reports = new ArrayList<>();
        private boolean unreportable;
        private int runs;

        @Override
        public Optional<Duration> run() {
            runs++;
            return next.get();
        }

        @Override
        public void report(Throwable failure) {
            if (unreportable) {
                throw new StackOverflowError();
            }
            reports.add(failure);
        }

        @Override
        public Duration failed() {
            return RETRY;
        }
    }
}
