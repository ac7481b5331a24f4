package dev.nephelite.function.debugger;

import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock whose scheduled tasks are delayed by the time during which it is paused. {@link #now} is that of the clock on
 * which it is based. Thread-safe.
 */
final class PausableClock implements Clock {
    private final Clock base;
    private final Supplier<CompletableFuture<Void>> refresh;
    private final Set<Task> overdue = new HashSet<>();
    private Duration paused = Duration.ZERO;
    private @Nullable Instant pausedSince;

    /** @param refresh no task is run before what it returns has completed; it may pause or resume this clock */
    PausableClock(Clock base, Supplier<CompletableFuture<Void>> refresh) {
        this.base = base;
        this.refresh = refresh;
    }

    /** Stops what is scheduled from becoming due; does nothing if it is stopped already. */
    synchronized void pause() {
        if (pausedSince == null) {
            pausedSince = base.now();
        }
    }

    /** Ends a pause, if there is one. */
    void resume() {
        List<Task> delayed;
        synchronized (this) {
            paused = paused();
            pausedSince = null;
            delayed = new ArrayList<>(overdue);
            overdue.clear();
            delayed.forEach(task -> task.pausedBefore = paused);
        }
        delayed.forEach(Task::scheduleAgain);
    }

    /** Adds a pause that has ended now and was not noticed before. */
    synchronized void addPause(Duration length) {
        if (pausedSince == null) {
            paused = paused.plus(length);
        }
    }

    private synchronized Duration paused() {
        if (pausedSince == null) {
            return paused;
        }
        Duration current = Duration.between(pausedSince, base.now());
        return current.isNegative() ? paused : paused.plus(current);
    }

    @Override
    public Instant now() {
        return base.now();
    }

    @Override
    public Scheduled scheduleAt(Instant due, Runnable action) {
        Task task = new Task(action, due, paused());
        task.schedule();
        return task;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        Scheduled end = schedule(duration, passed::countDown);
        try {
            passed.await();
        } finally {
            end.cancel();
        }
    }

    private final class Task implements Scheduled {
        private final Runnable action;

        private Instant due;

        /** The pauses that {@link #due} takes into account. */
        private Duration pausedBefore;

        /** The time that still had to pass when the task was last found not to be due. */
        private Duration left = Duration.ZERO;

        private @Nullable Scheduled alarm;
        private boolean cancelled;

        Task(Runnable action, Instant due, Duration pausedBefore) {
            this.action = action;
            this.due = due;
            this.pausedBefore = pausedBefore;
        }

        void schedule() {
            synchronized (PausableClock.this) {
                if (!cancelled) {
                    alarm = base.scheduleAt(due, this::ring);
                }
            }
        }

        void scheduleAgain() {
            synchronized (PausableClock.this) {
                due = base.now().plus(left);
                schedule();
            }
        }

        private void ring() {
            CompletableFuture<Void> refreshed = refresh.get();
            if (refreshed.isDone()) {
                runIfDue();
            } else {
                CompletableFuture<Void> unused = refreshed.thenRun(this::runIfDue);
            }
        }

        private void runIfDue() {
            if (isDue()) {
                action.run();
            }
        }

        private boolean isDue() {
            synchronized (PausableClock.this) {
                if (cancelled) {
                    return false;
                }
                // A process that stood still rings its alarms late, and this delay is a part of the pause.
                Duration late = Duration.between(due, base.now());
                Duration pauses = paused();
                left = pauses.minus(pausedBefore).minus(late.isNegative() ? Duration.ZERO : late);
                pausedBefore = pauses;
                boolean passed = left.compareTo(Duration.ZERO) <= 0;
                if (pausedSince != null) {
                    left = passed ? Duration.ZERO : left;
                    overdue.add(this);
                    return false;
                }
                if (!passed) {
                    scheduleAgain();
                }
                return passed;
            }
        }

        @Override
        public void cancel() {
            synchronized (PausableClock.this) {
                cancelled = true;
                overdue.remove(this);
                if (alarm != null) {
                    alarm.cancel();
                }
            }
        }
    }
}
