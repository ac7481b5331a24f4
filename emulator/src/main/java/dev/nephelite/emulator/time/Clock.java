package dev.nephelite.emulator.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The one source of time. Everything that reads, waits for or plans by the time is given one, so that a test or a user
 * can hold the time still and move it.
 *
 * <p>Implementations are safe for concurrent use.
 */
public interface Clock {
    Instant now();

    /**
     * Runs {@code task} once, {@code delay} from now, on a thread of the clock.
     *
     * @param task brief: it delays every other task that is due
     */
    Scheduled schedule(Duration delay, Runnable task);

    /** Returns when {@code duration} has passed on this clock. */
    void sleep(Duration duration) throws InterruptedException;

    /** A task that waits for its time. */
    interface Scheduled {
        /** Forgets the task, unless it has begun. */
        void cancel();
    }
}
