package dev.nephelite.junit.cloud;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a cloud, on which leases, the visibility and the end of messages, timers, retries of functions, expiry and
 * signatures in URLs depend. It shows the machine's time until it is frozen, advanced or set. What functions themselves do
 * with the time does not depend on it.
 *
 * <p>After moving the clock, {@link TestCloud#awaitIdle()} waits for the effects. Thread-safe.
 */
public interface TestClock {
    /** The time that the clock shows. */
    Instant now();

    /** Stops the clock. */
    void freeze();

    /** Lets a frozen clock run again, from the time it shows. */
    void unfreeze();

    /**
     * Advances the clock. Whatever becomes due, such as a timer, happens in the order of due times. A frozen clock stays
     * frozen.
     *
     * @throws IllegalArgumentException if {@code duration} is negative, or leads beyond the year 9000
     */
    void advance(Duration duration);

    /**
     * Sets the clock. What is due by then happens as by {@link #advance}; setting it back delays what is due later.
     *
     * @throws IllegalArgumentException if {@code time} is before 1970 or after the beginning of the year 9000
     */
    void set(Instant time);
}
