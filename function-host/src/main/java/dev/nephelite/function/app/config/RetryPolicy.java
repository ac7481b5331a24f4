package dev.nephelite.function.app.config;

import java.time.Duration;

/**
 * How often and how soon the host runs a failed invocation again with the same trigger.
 *
 * @param maxRetryCount runs after the first one; {@link #FOREVER} has no limit
 * @param minimumDelay the constant delay of {@link Strategy#FIXED_DELAY}, the first delay of the other
 * @param maximumDelay never waited longer than this
 */
public record RetryPolicy(Strategy strategy, int maxRetryCount, Duration minimumDelay, Duration maximumDelay) {
    public static final int FOREVER = -1;

    /** The two ways the delay develops from one attempt to the next. */
    public enum Strategy {
        FIXED_DELAY,
        EXPONENTIAL_BACKOFF
    }

    public static RetryPolicy fixedDelay(int maxRetryCount, Duration delay) {
        return new RetryPolicy(Strategy.FIXED_DELAY, maxRetryCount, delay, delay);
    }

    public static RetryPolicy exponentialBackoff(int maxRetryCount, Duration minimum, Duration maximum) {
        return new RetryPolicy(Strategy.EXPONENTIAL_BACKOFF, maxRetryCount, minimum, maximum);
    }
}
