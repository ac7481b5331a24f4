package dev.nephelite.function.app.config;

import java.time.Duration;

/**
 * How often and after which delay the host retries a failed invocation.
 *
 * @param maxRetryCount retries after the first attempt; {@link #FOREVER} for no limit
 * @param minimumDelay the delay of {@link Strategy#FIXED_DELAY}, or the first delay of {@link Strategy#EXPONENTIAL_BACKOFF}
 * @param maximumDelay the longest delay
 */
public record RetryPolicy(Strategy strategy, int maxRetryCount, Duration minimumDelay, Duration maximumDelay) {
    public static final int FOREVER = -1;

    /** How the delay changes from one retry to the next. */
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
