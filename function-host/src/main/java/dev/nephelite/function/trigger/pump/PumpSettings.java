package dev.nephelite.function.trigger.pump;

import java.time.Duration;

/**
 * How a {@link MessagePump} receives and retries messages.
 *
 * @param owner the function, as the log names it
 * @param maxPollingInterval longest pause between two polls
 */
public record PumpSettings(String owner, Batches batches, Retries retries, Lock lock, Duration maxPollingInterval) {
    /** These settings with other batches. */
    public PumpSettings withBatches(int size, int newBatchThreshold) {
        return new PumpSettings(owner, new Batches(size, newBatchThreshold), retries, lock, maxPollingInterval);
    }

    /** These settings with other retries. */
    public PumpSettings withRetries(int maxDeliveries, Duration delay) {
        return new PumpSettings(owner, batches, new Retries(maxDeliveries, delay), lock, maxPollingInterval);
    }

    /** These settings with another longest pause between two polls. */
    public PumpSettings withMaxPollingInterval(Duration interval) {
        return new PumpSettings(owner, batches, retries, lock, interval);
    }

    /**
     * How many messages are received.
     *
     * @param size messages per request, at least 1
     * @param newBatchThreshold the next batch is received when at most this many messages are in flight
     */
    public record Batches(int size, int newBatchThreshold) {}

    /**
     * How often a failed message is tried.
     *
     * @param maxDeliveries attempts before a message is dead-lettered
     * @param delay how long a failed message stays locked
     */
    public record Retries(int maxDeliveries, Duration delay) {}

    /**
     * How long messages in flight are locked.
     *
     * @param duration of a lock, from its receipt or renewal
     * @param renewal interval between renewals
     */
    public record Lock(Duration duration, Duration renewal) {}
}
