package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;

/**
 * Which queue a {@link MessagePump} polls, and how.
 *
 * @param owner the function, as the log names it
 * @param batchSize messages per request, 1 to 32
 * @param newBatchThreshold the next batch is received when at most this many messages are in flight
 * @param maxDequeueCount attempts before a message is moved to the poison queue
 * @param maxPollingInterval longest pause between two polls
 * @param retryDelay how long a failed message stays hidden
 * @param visibility how long a message stays hidden after it was received or renewed
 * @param renewal interval between renewals of a message in flight
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
     * The settings of a pump of {@code host}. Messages that were in flight when a host was killed become visible after
     * seconds; with real polling, after minutes, as in the cloud.
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

    /** These settings with other delays than those of queue triggers. */
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
