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
 * @param document the whole of it as one flat map, each leaf under a path such as {@code extensions:http:routePrefix}
 */
public record HostSettings(
        @Nullable Duration functionTimeout,
        @Nullable List<String> functions,
        @Nullable RetryPolicy retry,
        Http http,
        Queues queues,
        Blobs blobs,
        Singleton singleton,
        Watch watch,
        Map<String, String> logLevels,
        Map<String, String> document) {
    /** What a number says that is no limit. */
    public static final int UNLIMITED = -1;

    /** The settings of an app without a {@code host.json}. */
    public static HostSettings defaults() {
        return of(Map.of());
    }

    /**
     * The settings of an app whose {@code host.json} has these leaves.
     *
     * @param document each leaf under a path such as {@code extensions:queues:batchSize}
     * @throws InvalidAppException if one of them is wrong
     */
    public static HostSettings of(Map<String, String> document) {
        return HostJson.settings(new Configuration("host.json", document));
    }

    /**
     * The {@code extensions.http} section.
     *
     * @param routePrefix first segment of every function's path, without slashes; may be empty
     * @param maxOutstandingRequests requests held at once, waiting ones included; more are refused; -1 is no limit
     * @param maxConcurrentRequests functions run for requests at once; more wait; -1 is no limit
     * @param customHeaders added to each response that lacks them
     */
    public record Http(
            String routePrefix,
            int maxOutstandingRequests,
            int maxConcurrentRequests,
            Hsts hsts,
            Map<String, String> customHeaders) {
        /** No limits, no extra headers. */
        public static Http at(String routePrefix) {
            return new Http(routePrefix, UNLIMITED, UNLIMITED, Hsts.OFF, Map.of());
        }
    }

    /**
     * The {@code extensions.http.hsts} section: whether browsers are told to use HTTPS alone.
     *
     * @param maxAge for how long they remember
     */
    public record Hsts(boolean isEnabled, Duration maxAge, boolean includeSubDomains, boolean preload) {
        public static final Hsts OFF = new Hsts(false, Duration.ofDays(30), false, false);
    }

    /**
     * The {@code extensions.queues} section.
     *
     * @param batchSize messages received at once, 1 to 32
     * @param newBatchThreshold the next batch is received when no more than this many are still running
     * @param maxPollingInterval longest wait between two looks at an empty queue; null when the app leaves it open
     * @param visibilityTimeout how long a failed message stays hidden before it is tried again
     * @param maxDequeueCount tries before a message moves to the poison queue
     */
    public record Queues(
            int batchSize,
            int newBatchThreshold,
            @Nullable Duration maxPollingInterval,
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

    /**
     * The {@code singleton} section: how hosts that share an account agree who does what.
     *
     * @param listenerLockPeriod for how long a host that has died keeps the others from listening
     * @param listenerLockRecoveryPollingInterval how often a host asks again for a listener that another one has;
     *     null when the app leaves it open
     */
    public record Singleton(
            Duration listenerLockPeriod, @Nullable Duration listenerLockRecoveryPollingInterval) {}

    /**
     * What makes the host start again when it changes, besides the app itself.
     *
     * @param directories folders below the app's
     * @param files names of files anywhere in the app
     */
    public record Watch(List<String> directories, List<String> files) {}
}
