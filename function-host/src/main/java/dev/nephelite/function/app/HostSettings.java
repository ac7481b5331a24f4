package dev.nephelite.function.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code host.json} and its overrides in the app settings say, defaults filled in.
 *
 * @param functionTimeout null when invocations may run for ever
 * @param functions the only functions to load, or null for all of them
 * @param retry the policy of functions that declare none, or null
 * @param logLevels level by log category, such as {@code Function.upload}; {@code default} is the rest
 */
public record HostSettings(
        @Nullable Duration functionTimeout,
        @Nullable List<String> functions,
        @Nullable RetryPolicy retry,
        Http http,
        Queues queues,
        Blobs blobs,
        Map<String, String> logLevels) {
    /**
     * The {@code extensions.http} section.
     *
     * @param routePrefix first segment of every function's path, without slashes; may be empty
     * @param customHeaders added to each response that lacks them
     */
    public record Http(String routePrefix, Map<String, String> customHeaders) {}

    /**
     * The {@code extensions.queues} section.
     *
     * @param batchSize messages received at once, 1 to 32
     * @param newBatchThreshold the next batch is received when no more than this many are still running
     * @param maxPollingInterval longest wait between two looks at an empty queue
     * @param visibilityTimeout how long a failed message stays hidden before it is tried again
     * @param maxDequeueCount tries before a message moves to the poison queue
     */
    public record Queues(
            int batchSize,
            int newBatchThreshold,
            Duration maxPollingInterval,
            Duration visibilityTimeout,
            int maxDequeueCount,
            boolean base64) {}

    /**
     * The {@code extensions.blobs} section.
     *
     * @param maxDegreeOfParallelism blobs of one function handled at once
     * @param poisonBlobThreshold tries before a blob is reported to the poison queue
     */
    public record Blobs(int maxDegreeOfParallelism, int poisonBlobThreshold) {}
}
