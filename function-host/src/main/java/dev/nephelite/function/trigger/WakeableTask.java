package dev.nephelite.function.trigger;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a piece of work, such as a poll, whenever it is woken or its pause is over, but never twice at the same time. A
 * pause is over when it has passed on the clock of the cloud or of the machine. If the cloud's clock is advanced during a
 * run, that counts as a part of the following pause, because the run may not have seen what became due. If the work is
 * woken while it runs, it runs once more. Whatever a run throws, even an {@link Error}, the work is run again after a
 * pause that it chooses; the failure is reported once until a run succeeds. Thread-safe.
 */
public final class WakeableTask {
    /** The pause after a failure whose handling has failed as well, or if no thread is available for a run. */
    static final Duration LAST_RESORT = Duration.ofSeconds(5);

    private final Clocks clocks;
    private final Executor executor;
    private final Work work;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private State state = State.WAITING;
    private Clock.@Nullable Scheduled alarm;

    /** Stays active until the end of the next run, like an alarm that was set earlier. */
    private Clock.@Nullable Scheduled pauseEnd;

    /**
     * When the next run is due, as requested since the last run began. An alarm that was set earlier stays active until
     * the run ends, because it may concern a change that the run has not seen.
     */
    private Instant dueAt = Instant.MAX;

    /** Accessed by one run at a time. */
    private boolean failing;

    /**
     * A task that waits to be woken.
     *
     * @param executor runs the work, which may block
     */
    public WakeableTask(Clocks clocks, Executor executor, Work work) {
        this.clocks = clocks;
        this.executor = executor;
        this.work = work;
    }

    private enum State {
        /** No run until the task is woken or its pause is over. */
        WAITING,

        /** A run is in progress. */
        RUNNING,

        /** A run is in progress, and another follows it at once. */
        RUNNING_AND_WOKEN,

        /** A run is in progress, and no other follows it. */
        STOPPING,

        STOPPED
    }

    /** Runs the work now, or once more if it is running. Returns at once. */
    public void wake() {
        synchronized (this) {
            switch (state) {
                case WAITING -> state = State.RUNNING;
                case RUNNING -> {
                    state = State.RUNNING_AND_WOKEN;
                    return;
                }
                case RUNNING_AND_WOKEN, STOPPING, STOPPED -> {
                    return;
                }
            }
            dueAt = Instant.MAX;
        }
        execute();
    }

    /** Runs the work at {@code due} on the cloud's clock, unless a run begins earlier. */
    public void wakeAt(Instant due) {
        if (!due.isAfter(clocks.cloud().now())) {
            wake();
            return;
        }
        synchronized (this) {
            if (state == State.STOPPING || state == State.STOPPED || !due.isBefore(dueAt)) {
                return;
            }
            cancelAlarm();
            dueAt = due;
            alarm = clocks.cloud().scheduleAt(due, this::wake);
        }
    }

    private synchronized void begin(Pause pause) {
        if (state == State.WAITING) {
            cancelPause();
            pauseEnd = clocks.scheduleOnEither(pause.leftOnCloud(), pause.length(), this::wake);
        }
    }

    /** Starts no further run. The result, the same on each call, completes when no run is in progress. */
    public CompletableFuture<Void> stop() {
        synchronized (this) {
            cancelAlarm();
            cancelPause();
            switch (state) {
                case RUNNING, RUNNING_AND_WOKEN -> state = State.STOPPING;
                case WAITING -> state = State.STOPPED;
                case STOPPING, STOPPED -> {}
            }
            if (state == State.STOPPING) {
                return stopped;
            }
        }
        stopped.complete(null);
        return stopped;
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = null;
        dueAt = Instant.MAX;
    }

    private void cancelPause() {
        if (pauseEnd != null) {
            pauseEnd.cancel();
        }
        pauseEnd = null;
    }

    private void execute() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException hostHasEnded) {
            CompletableFuture<Void> unused = stop();
            notExecuted();
        } catch (Error noThread) {
            notExecuted();
        }
    }

    private void run() {
        Optional<Pause> pause = attempt();
        while (goesOnAfter(pause)) {
            pause = attempt();
        }
        if (isStopped()) {
            stopped.complete(null);
        }
    }

    private void notExecuted() {
        synchronized (this) {
            state = state == State.STOPPING ? State.STOPPED : State.WAITING;
        }
        if (isStopped()) {
            stopped.complete(null);
        } else {
            begin(new Pause(clocks, clocks.lead(), LAST_RESORT));
        }
    }

    private Optional<Pause> attempt() {
        Duration lead = clocks.lead();
        try {
            Optional<Duration> wait = work.run();
            failing = false;
            return wait.map(length -> new Pause(clocks, lead, length));
        } catch (RuntimeException | Error failure) {
            return Optional.of(new Pause(clocks, lead, failed(failure)));
        }
    }

    private Duration failed(Throwable failure) {
        boolean first = !failing;
        failing = true;
        try {
            if (first) {
                work.report(failure);
            }
            return work.failed();
        } catch (RuntimeException | Error cannotEvenHandleIt) {
            return LAST_RESORT;
        }
    }

    /** Ends a run; returns whether another one follows at once. */
    private synchronized boolean goesOnAfter(Optional<Pause> pause) {
        if (state == State.STOPPING) {
            state = State.STOPPED;
            return false;
        }
        boolean again = state == State.RUNNING_AND_WOKEN || isOver(pause);
        if (!again) {
            state = State.WAITING;
            if (dueAt.equals(Instant.MAX)) {
                cancelAlarm();
            }
            cancelPause();
            pause.ifPresent(this::begin);
            // The clock may have been advanced while the pause was begun.
            again = isOver(pause);
        }
        if (again) {
            state = State.RUNNING;
            dueAt = Instant.MAX;
        }
        return again;
    }

    private static boolean isOver(Optional<Pause> pause) {
        return pause.filter(Pause::isOver).isPresent();
    }

    private synchronized boolean isStopped() {
        return state == State.STOPPED;
    }

    /**
     * The pause after a run.
     *
     * @param lead by how much the cloud's clock was ahead of the machine's when the run began
     */
    private record Pause(Clocks clocks, Duration lead, Duration length) {
        Duration leftOnCloud() {
            Duration advanced = clocks.lead().minus(lead);
            Duration left = advanced.isNegative() ? length : length.minus(advanced);
            return left.isNegative() ? Duration.ZERO : left;
        }

        boolean isOver() {
            return leftOnCloud().isZero();
        }
    }

    /** The work of a task. Called by one thread at a time. */
    public interface Work {
        /**
         * Does the work.
         *
         * @return the pause before the next run; empty to wait until the task is woken
         */
        Optional<Duration> run();

        /** A run has failed, the first one since a run succeeded. */
        void report(Throwable failure);

        /** A run has failed; returns the pause before the next run. */
        Duration failed();
    }
}
