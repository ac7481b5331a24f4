package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;

/**
 * Which queue is pumped, and how eagerly.
 *
 * @param owner the function, as the log names it
 * @param batchSize messages received at once, 1 to 32
 * @param newBatchThreshold the next batch is received when no more than this many are still in hand
 * @param maxDequeueCount tries before a message is put aside
 * @param maxPollingInterval longest wait between two looks
 * @param retryDelay how long a failed message stays hidden
 * @param visibility how long nobody else sees a message, from when we received it or last said so
 * @param renewal how long after that we say so again
 */
public record PumpSettings(
        String owner,
        StorageAccount account,
        String queue,
        int batchSize,
        int newBatchThreshold,
        int maxDequeueCount,
        Duration maxPollingInterval,
        Duration retryDelay,
        Duration visibility,
        Duration renewal) {
    private static final Duration VISIBILITY = Duration.ofSeconds(15);
    private static final Duration RENEWAL = Duration.ofSeconds(5);
    private static final Duration CLOUD_VISIBILITY = Duration.ofMinutes(10);
    private static final Duration CLOUD_RENEWAL = Duration.ofMinutes(5);

    /**
     * The settings of a pump of {@code host}. What a host that was killed had in hand comes back after seconds, and only
     * after minutes where it is to be as in the cloud.
     */
    public static PumpSettings of(
            HostContext host,
            String owner,
            StorageAccount account,
            String queue,
            int batchSize,
            int newBatchThreshold,
            int maxDequeueCount) {
        boolean cloud = host.modes().realPolling();
        return new PumpSettings(
                owner,
                account,
                queue,
                batchSize,
                newBatchThreshold,
                maxDequeueCount,
                host.pollingInterval(),
                host.app().host().queues().visibilityTimeout(),
                cloud ? CLOUD_VISIBILITY : VISIBILITY,
                cloud ? CLOUD_RENEWAL : RENEWAL);
    }

    /** The same with other delays than those of the queues of functions. */
    public PumpSettings with(Duration otherPollingInterval, Duration otherRetryDelay) {
        return new PumpSettings(
                owner,
                account,
                queue,
                batchSize,
                newBatchThreshold,
                maxDequeueCount,
                otherPollingInterval,
                otherRetryDelay,
                visibility,
                renewal);
    }
}
