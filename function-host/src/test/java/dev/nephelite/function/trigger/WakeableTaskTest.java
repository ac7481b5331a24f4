package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.AdvancedAfterReading;
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
    private final WakeableTask task = new WakeableTask(Clocks.single(clock), executor::add, work);

    @Test
    void wake_runsAWaitingTaskOnce() {
        task.wake();
        task.wakeAt(clock.now().plus(SECOND));
        runAll();

        assertThat(work.runs).isEqualTo(1);
    }

    @Test
    void wake_duringARunRunsTheTaskOnceMore() {
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
    void run_isRepeatedWhenThePauseIsOverAndNotBefore() {
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
    void run_isRepeatedIfThePauseEndsDuringAnEarlierRun() {
        work.next = () -> {
            work.next = Optional::empty;
            return Optional.of(SECOND);
        };
        task.wake();
        runAll();

        task.wake();
        clock.advance(SECOND);
        runAll();
        assertThat(work.runs).isEqualTo(3);
    }

    @Test
    void run_isRepeatedWhenThePauseIsOverOnEitherClock() {
        CloudClock cloud = new CloudClock(clock);
        cloud.freeze();
        WakeableTask polling = new WakeableTask(new Clocks(cloud, clock), executor::add, work);
        work.next = () -> Optional.of(SECOND);
        polling.wake();
        runAll();

        clock.advance(SECOND);
        runAll();
        assertThat(work.runs).isEqualTo(2);

        cloud.advance(SECOND);
        runAll();
        assertThat(work.runs).isEqualTo(3);
    }

    @Test
    void run_isRepeatedIfTheClockIsAdvancedByThePauseMeanwhile() {
        CloudClock cloud = new CloudClock(clock);
        WakeableTask polling = new WakeableTask(new Clocks(cloud, clock), executor::add, work);
        work.next = () -> {
            cloud.advance(SECOND);
            work.next = Optional::empty;
            return Optional.of(SECOND);
        };
        polling.wake();
        runAll();

        assertThat(work.runs).isEqualTo(2);
    }

    @Test
    void run_isRepeatedAfterTheRestOfThePauseIfTheClockIsAdvancedMeanwhile() {
        CloudClock cloud = new CloudClock(clock);
        cloud.freeze();
        WakeableTask polling = new WakeableTask(new Clocks(cloud, clock), executor::add, work);
        work.next = () -> {
            cloud.advance(SECOND);
            work.next = Optional::empty;
            return Optional.of(SECOND.multipliedBy(3));
        };
        polling.wake();
        runAll();

        cloud.advance(SECOND);
        assertThat(executor).isEmpty();
        cloud.advance(SECOND);
        runAll();
        assertThat(work.runs).isEqualTo(2);
    }

    @Test
    void wakeAt_waitsForTheCloudsClockOnly() {
        CloudClock cloud = new CloudClock(clock);
        cloud.freeze();
        WakeableTask timer = new WakeableTask(new Clocks(cloud, clock), executor::add, work);
        timer.wakeAt(cloud.now().plus(SECOND));

        clock.advance(Duration.ofHours(1));
        assertThat(executor).isEmpty();

        cloud.advance(SECOND);
        runAll();
        assertThat(work.runs).isEqualTo(1);
    }

    @Test
    void run_isRepeatedAtOnceWithoutAPause() {
        work.next = () -> {
            work.next = Optional::empty;
            return Optional.of(Duration.ZERO);
        };
        task.wake();
        runAll();

        assertThat(work.runs).isEqualTo(2);
    }

    @Test
    void wakeAt_aTimeThatPassesMeanwhile_runsTheTaskAtOnce() {
        CloudClock cloud = new CloudClock(clock);
        WakeableTask timer = new WakeableTask(new Clocks(new AdvancedAfterReading(cloud), clock), executor::add, work);

        timer.wakeAt(cloud.now().plus(SECOND));
        clock.advance(Duration.ZERO);

        assertThat(executor).hasSize(1);
    }

    @Test
    void wakeAt_runsTheTaskAtTheEarliestOfSeveralTimes() {
        work.next = () -> {
            task.wakeAt(clock.now().plus(SECOND));
            work.next = Optional::empty;
            return Optional.of(Duration.ofSeconds(3));
        };
        task.wakeAt(clock.now().plus(Duration.ofSeconds(5)));
        task.wakeAt(clock.now().plus(Duration.ofSeconds(2)));
        task.wakeAt(clock.now().plus(Duration.ofSeconds(4)));

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
    void run_thatFailsIsReportedOnceAndRepeatedAfterThePause() {
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
    void run_thatFailsAfterASuccessIsReportedAgain() {
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
    void run_isRepeatedEvenIfItsFailureCannotBeReported() {
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
    void stop_preventsFurtherRuns() {
        work.next = () -> Optional.of(SECOND);
        task.wake();
        runAll();

        assertThat(task.stop()).isDone();

        task.wake();
        task.wakeAt(clock.now().plus(SECOND));
        clock.advance(Duration.ofHours(1));
        assertThat(executor).isEmpty();
    }

    @Test
    void stop_completesWithTheRunInProgress() {
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
    void wake_stopsATaskWhoseExecutorHasEnded() {
        WakeableTask orphan = new WakeableTask(
                Clocks.single(clock),
                command -> {
                    throw new RejectedExecutionException();
                },
                work);
        orphan.wakeAt(clock.now().plus(SECOND));
        clock.advance(SECOND);

        assertThat(orphan.stop()).isDone();
    }

    @Test
    void wake_runsTheTaskLaterIfThereIsNoThread() {
        Queue<Error> errors = new ArrayDeque<>(List.of(new OutOfMemoryError("unable to create native thread")));
        WakeableTask late = new WakeableTask(
                Clocks.single(clock),
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
