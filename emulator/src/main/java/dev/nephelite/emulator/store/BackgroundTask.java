package dev.nephelite.emulator.store;

import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work in the background, in steps that the clock starts. A step that fails is retried with back-off. Closing waits for the
 * running step.
 */
public final class BackgroundTask implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BackgroundTask.class.getName());
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RETRY = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Clock clock;
    private final String failure;
    private final Step step;
    private Clock.@Nullable Scheduled next;
    private Instant nextAt = Instant.MAX;
    private boolean working;
    private boolean closed;

    /** Zero unless the last step failed. Only the running step uses it. */
    private Duration retryDelay = Duration.ZERO;

    /**
     * A task whose first step is started by {@link #wakeAt}.
     *
     * @param failure says what failing steps mean to the user; logged once until a step succeeds
     */
    public BackgroundTask(Clock clock, String failure, Step step) {
        this.clock = clock;
        this.failure = failure;
        this.step = step;
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
        Duration wait = delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay.isNegative() ? Duration.ZERO : delay;
        nextAt = now.plus(wait);
        next = clock.schedule(wait, this::run);
    }

    /** Waits until no step is running. */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
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
            due = Optional.of(retryAfter(failed));
        } finally {
            finish();
        }
        due.ifPresent(this::wakeAt);
    }

    private Instant retryAfter(Throwable failed) {
        if (retryDelay.isZero()) {
            retryDelay = FIRST_RETRY;
            LOG.log(Level.SEVERE, failure, failed);
        } else {
            Duration longer = retryDelay.multipliedBy(2);
            retryDelay = longer.compareTo(SLOWEST_RETRY) > 0 ? SLOWEST_RETRY : longer;
        }
        return clock.now().plus(retryDelay);
    }

    private synchronized boolean start() {
        next = null;
        nextAt = Instant.MAX;
        working = !closed;
        return working;
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
