package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work in the background, in steps that a clock starts. A step that fails is retried with back-off on the machine's clock.
 * Closing waits for the running step.
 */
public final class BackgroundTask implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BackgroundTask.class.getName());
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RETRY = Duration.ofMinutes(5);
    private static final Duration MAX_WAIT = Duration.ofDays(1);

    private final Clock clock;
    private final Clock machine;
    private final String failure;
    private final Step step;
    private Clock.@Nullable Scheduled next;
    private Clock.@Nullable Scheduled retry;
    private Instant nextAt = Instant.MAX;
    private boolean working;
    private boolean closed;

    /** Zero unless the last step failed. Only the running step uses it. */
    private Duration retryDelay = Duration.ZERO;

    /**
     * A task of this machine, whose first step is started by {@link #wakeAt}.
     *
     * @param failure says what failing steps mean to the user; logged once until a step succeeds
     */
    public BackgroundTask(Clock machine, String failure, Step step) {
        this(machine, machine, failure, step);
    }

    private BackgroundTask(Clock clock, Clock machine, String failure, Step step) {
        this.clock = clock;
        this.machine = machine;
        this.failure = failure;
        this.step = step;
    }

    /** A task whose steps are due on the cloud's clock. See the constructor. */
    public static BackgroundTask ofCloud(Clocks clocks, String failure, Step step) {
        return new BackgroundTask(clocks.cloud(), clocks.machine(), failure, step);
    }

    /** Schedules a step at a time, unless one is scheduled earlier. */
    public synchronized void wakeAt(Instant moment) {
        if (closed || !moment.isBefore(nextAt)) {
            return;
        }
        if (next != null) {
            next.cancel();
        }
        Instant now = clock.now();
        Duration delay = Duration.between(now, moment);
        // The computer may sleep, or its wall clock be set, while a task waits.
        Duration wait = delay.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : delay.isNegative() ? Duration.ZERO : delay;
        nextAt = now.plus(wait);
        next = clock.scheduleAt(nextAt, this::run);
    }

    /** Waits until no step is running. */
    @Override
    public synchronized void close() {
        closed = true;
        cancel();
        boolean interrupted = false;
        while (working) {
            try {
                wait();
            } catch (InterruptedException ignored) {
                // The running step must end first.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        if (!start()) {
            return;
        }
        Optional<Instant> due = Optional.empty();
        try {
            due = step.run();
            retryDelay = Duration.ZERO;
        } catch (RuntimeException | Error failed) {
            retryAfter(failed);
        } finally {
            finish();
        }
        due.ifPresent(this::wakeAt);
    }

    private void retryAfter(Throwable failed) {
        if (retryDelay.isZero()) {
            retryDelay = FIRST_RETRY;
            if (failed instanceof StoreFailedException known) {
                LOG.log(Level.SEVERE, failure + ": " + known.getMessage());
            } else {
                LOG.log(Level.SEVERE, failure, failed);
            }
        } else {
            Duration longer = retryDelay.multipliedBy(2);
            retryDelay = longer.compareTo(SLOWEST_RETRY) > 0 ? SLOWEST_RETRY : longer;
        }
        scheduleRetry();
    }

    private synchronized void scheduleRetry() {
        if (!closed) {
            retry = machine.schedule(retryDelay, () -> wakeAt(clock.now()));
        }
    }

    private synchronized boolean start() {
        cancel();
        working = !closed;
        return working;
    }

    private synchronized void cancel() {
        if (next != null) {
            next.cancel();
        }
        if (retry != null) {
            retry.cancel();
        }
        next = null;
        retry = null;
        nextAt = Instant.MAX;
    }

    private synchronized void finish() {
        working = false;
        notifyAll();
    }

    /** A part of the work, so short that other writes hardly wait for it. */
    @FunctionalInterface
    public interface Step {
        /** Does the work. Returns when the next step is due, if there is one. */
        Optional<Instant> run();
    }
}
