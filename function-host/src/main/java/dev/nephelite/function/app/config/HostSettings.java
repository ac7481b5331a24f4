package dev.nephelite.function.app.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings in {@code host.json}, with defaults. App settings such as {@code AzureFunctionsJobHost__functionTimeout}
 * override them.
 *
 * @param functionTimeout null for no limit
 * @param functions the functions to load, or null for all
 * @param retry the policy of functions that declare none, or null
 * @param logLevels level by log category, such as {@code Function.upload}; {@code default} applies to all others
 * @param document all settings by path, such as {@code extensions:http:routePrefix}
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

    /** The value of a number that means no limit. */
    public static final int UNLIMITED = -1;

    /** The settings of an app without a {@code host.json}. */
    public static HostSettings defaults() {
        return of(Map.of());
    }

    /**
     * The settings of an app with that {@code host.json}.
     *
     * @param document values by path, such as {@code extensions:queues:batchSize}
     * @throws InvalidAppException if a value is invalid
     */
    public static HostSettings of(Map<String, String> document) {
        return settings(new Configuration(FILE, document));
    }

    /** Reads {@code file}; if it does not exist, the defaults apply. */
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

    /** Reads everything except the version. */
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
     * @param routePrefix the first segment of the path of every HTTP function, without slashes; may be empty
     * @param maxOutstandingRequests the greatest number of requests in flight, including waiting ones; further requests are
     *     refused; -1 is no limit
     * @param maxConcurrentRequests the greatest number of HTTP functions that run concurrently; further requests wait; -1
     *     is no limit
     * @param customHeaders added to each response that does not have them
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
     * The {@code extensions.http.hsts} section: the Strict-Transport-Security header.
     *
     * @param maxAge how long browsers use only HTTPS
     */
    public record Hsts(boolean isEnabled, Duration maxAge, boolean includeSubDomains, boolean preload) {
        public static final Hsts OFF = new Hsts(false, Duration.ofDays(30), false, false);
    }

    /**
     * The {@code extensions.queues} section.
     *
     * @param batchSize messages per batch, 1 to 32
     * @param newBatchThreshold the next batch is received when at most this many messages are in flight
     * @param maxPollingInterval the longest interval between polls of an empty queue; null if the app does not set it
     * @param visibilityTimeout how long a failed message stays invisible before it is retried
     * @param maxDequeueCount attempts before a message is moved to the poison queue
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
     * @param maxDegreeOfParallelism the number of blobs that one function handles concurrently
     * @param poisonBlobThreshold attempts before a blob is reported to the poison queue
     */
    public record Blobs(int maxDegreeOfParallelism, int poisonBlobThreshold) {}

    /**
     * The {@code singleton} section: the locks of hosts that share a storage account.
     *
     * @param listenerLockPeriod how long the lock of a host that has crashed lasts
     * @param listenerLockRecoveryPollingInterval the interval at which a host tries to acquire a lock that another host
     *     holds; null if the app does not set it
     */
    public record Singleton(
            Duration listenerLockPeriod, @Nullable Duration listenerLockRecoveryPollingInterval) {}

    /**
     * Files whose change reloads the app, besides the app itself.
     *
     * @param directories folders below the folder of the app
     * @param files names of files in any folder of the app
     */
    public record Watch(List<String> directories, List<String> files) {}
}
