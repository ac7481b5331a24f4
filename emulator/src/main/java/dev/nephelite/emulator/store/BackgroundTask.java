package dev.nephelite.emulator.store;

import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Work that goes on behind the requests, in steps that a clock starts. A step that fails is
 * retried with back-off. Closing it waits for the step in hand. */
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

    /** Zero unless the last step failed. Touched by the step in hand only. */
    private Duration retryDelay = Duration.ZERO;

    /**
     * Waits to be told when the first step is due.
     *
     * @param failure what it means that steps fail, which is logged once until one succeeds
     */
    public BackgroundTask(Clock clock, String failure, Step step) {
        this.clock = clock;
        this.failure = failure;
        this.step = step;
    }

    /** Has a step done at a moment, or soon after, unless one is to be done before that. */
    public synchronized void wakeAt(Instant moment) {
        if (closed || !moment.isBefore(nextAt)) {
            return;
        }
        if (next != null) {
            next.cancel();
        }
        Instant now = clock.now();
        Duration delay = Duration.between(now, moment);
        // A computer may sleep, and its wall clock be set, while a task waits.
        Duration wait = delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay.isNegative() ? Duration.ZERO : delay;
        nextAt = now.plus(wait);
        next = clock.schedule(wait, this::run);
    }

    /** Returns when no step is in hand any more. */
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
            } catch (InterruptedException finishTheWorkFirst) {
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

    /** Some of the work, so little that others hardly wait for it. */
    @FunctionalInterface
    public interface Step {
        /** Does it, and returns when the next step is due, if one is. */
        Optional<Instant> run();
    }
}
