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
 * override them. What is below {@code extensions} is read by the type of trigger that it belongs to.
 *
 * @param functionTimeout null for no limit
 * @param functions the functions to load, or null for all
 * @param retry the policy of functions that declare none, or null
 * @param logLevels level by log category, such as {@code Function.upload}; {@code default} applies to all others
 * @param configuration all settings
 */
public record HostSettings(
        @Nullable Duration functionTimeout,
        @Nullable List<String> functions,
        @Nullable RetryPolicy retry,
        Singleton singleton,
        Watch watch,
        Map<String, String> logLevels,
        Configuration configuration) {
    public static final String FILE = "host.json";

    private static final String OVERRIDES = "AzureFunctionsJobHost";
    private static final String VERSION = "2.0";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

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

    /** All settings by path, such as {@code extensions:http:routePrefix}. */
    public Map<String, String> document() {
        return Map.copyOf(configuration.values());
    }

    /** Reads everything except the version. */
    static HostSettings settings(Configuration configuration) {
        return new HostSettings(
                functionTimeout(configuration),
                functions(configuration),
                configuration.retryPolicy("retry"),
                singleton(configuration),
                new Watch(configuration.list("watchDirectories"), configuration.list("watchFiles")),
                Map.copyOf(configuration.section("logging:logLevel")),
                configuration);
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

    private static Singleton singleton(Configuration configuration) {
        Duration shortest = Duration.ofSeconds(15);
        return new Singleton(
                configuration.span("singleton:listenerLockPeriod", shortest, shortest, Duration.ofMinutes(1)),
                configuration.spanOrNull("singleton:listenerLockRecoveryPollingInterval", shortest));
    }

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
