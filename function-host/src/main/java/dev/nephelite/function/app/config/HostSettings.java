package dev.nephelite.function.app.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
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
    public static final String FILE = "host.json";

    private static final String OVERRIDES = "AzureFunctionsJobHost";
    private static final String VERSION = "2.0";
    private static final String HTTP = "extensions:http:";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

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
        return settings(new Configuration(FILE, document));
    }

    /** Returns the settings in {@code file}; an app without the file has the defaults. */
    public static HostSettings read(Path file, AppSettings settings) {
        boolean exists = Files.exists(file);
        Configuration configuration = Configuration.of(
                        file.toString(), exists ? JsonFile.read(file) : JsonNodeFactory.instance.objectNode())
                .overriddenBy(settings.section(OVERRIDES));
        if (exists) {
            requireVersion(configuration);
        }
        return settings(configuration);
    }

    /** Reads everything but the version. */
    static HostSettings settings(Configuration configuration) {
        return new HostSettings(
                functionTimeout(configuration),
                functions(configuration),
                configuration.retryPolicy("retry"),
                http(configuration),
                queues(configuration),
                blobs(configuration),
                singleton(configuration),
                new Watch(configuration.list("watchDirectories"), configuration.list("watchFiles")),
                Map.copyOf(configuration.section("logging:logLevel")),
                Map.copyOf(configuration.values()));
    }

    private static void requireVersion(Configuration configuration) {
        String version = configuration.text("version");
        if (version == null) {
            throw new InvalidAppException(configuration.source()
                    + " is missing the required 'version' property. Add \"version\": \"2.0\" to it.");
        }
        if (!version.equals(VERSION)) {
            throw configuration.refusal("version", version, "\"2.0\"");
        }
    }

    private static @Nullable Duration functionTimeout(Configuration configuration) {
        if (configuration.text("functionTimeout", "").equals("-1")) {
            return null;
        }
        Duration timeout = configuration.span("functionTimeout", DEFAULT_TIMEOUT);
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw configuration.refusal("functionTimeout", TimeSpan.format(timeout), "at least 00:00:01, or -1");
        }
        return timeout;
    }

    private static @Nullable List<String> functions(Configuration configuration) {
        List<String> names = configuration.list("functions");
        return names.isEmpty() ? null : names;
    }

    private static Http http(Configuration configuration) {
        String prefix = configuration.text(HTTP + "routePrefix", "api");
        return new Http(
                prefix.replaceAll("^/+|/+$", ""),
                configuration.number(HTTP + "maxOutstandingRequests", UNLIMITED, UNLIMITED, Integer.MAX_VALUE),
                configuration.number(HTTP + "maxConcurrentRequests", UNLIMITED, UNLIMITED, Integer.MAX_VALUE),
                hsts(configuration),
                Map.copyOf(configuration.section("extensions:http:customHeaders")));
    }

    private static Hsts hsts(Configuration configuration) {
        return new Hsts(
                configuration.flag(HTTP + "hsts:isEnabled", Hsts.OFF.isEnabled()),
                configuration.span(HTTP + "hsts:maxAge", Hsts.OFF.maxAge()),
                configuration.flag(HTTP + "hsts:includeSubDomains", Hsts.OFF.includeSubDomains()),
                configuration.flag(HTTP + "hsts:preload", Hsts.OFF.preload()));
    }

    private static Queues queues(Configuration configuration) {
        String section = "extensions:queues:";
        int batchSize = configuration.number(section + "batchSize", 16, 1, 32);
        int processors = Runtime.getRuntime().availableProcessors();
        String encoding = configuration.text(section + "messageEncoding", "base64");
        if (!encoding.equalsIgnoreCase("base64") && !encoding.equalsIgnoreCase("none")) {
            throw configuration.refusal(section + "messageEncoding", encoding, "base64 or none");
        }
        return new Queues(
                batchSize,
                configuration.number(section + "newBatchThreshold", batchSize / 2 * processors, 0, Integer.MAX_VALUE),
                pollingInterval(configuration, section + "maxPollingInterval", Duration.ofMillis(100)),
                configuration.span(section + "visibilityTimeout", Duration.ZERO),
                configuration.number(section + "maxDequeueCount", 5, 1, Integer.MAX_VALUE),
                encoding.equalsIgnoreCase("base64"));
    }

    private static @Nullable Duration pollingInterval(Configuration configuration, String path, Duration shortest) {
        return configuration.text(path) == null ? null : configuration.span(path, Duration.ZERO, shortest, null);
    }

    private static Singleton singleton(Configuration configuration) {
        Duration shortest = Duration.ofSeconds(15);
        return new Singleton(
                configuration.span("singleton:listenerLockPeriod", shortest, shortest, Duration.ofMinutes(1)),
                pollingInterval(configuration, "singleton:listenerLockRecoveryPollingInterval", shortest));
    }

    private static Blobs blobs(Configuration configuration) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Blobs(
                configuration.number("extensions:blobs:maxDegreeOfParallelism", 8 * processors, 1, Integer.MAX_VALUE),
                configuration.number("extensions:blobs:poisonBlobThreshold", 5, 1, Integer.MAX_VALUE));
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
