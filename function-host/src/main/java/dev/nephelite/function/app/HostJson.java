package dev.nephelite.function.app;

import static dev.nephelite.function.app.HostSettings.UNLIMITED;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.function.app.HostSettings.Blobs;
import dev.nephelite.function.app.HostSettings.Hsts;
import dev.nephelite.function.app.HostSettings.Http;
import dev.nephelite.function.app.HostSettings.Queues;
import dev.nephelite.function.app.HostSettings.Singleton;
import dev.nephelite.function.app.HostSettings.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code host.json}; app settings such as {@code AzureFunctionsJobHost__functionTimeout} win over it.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-host-json">host.json reference</a>
 */
final class HostJson {
    static final String FILE = "host.json";

    private static final String OVERRIDES = "AzureFunctionsJobHost";
    private static final String VERSION = "2.0";
    private static final String HTTP = "extensions:http:";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    private HostJson() {}

    /** Returns the settings in {@code file}; an app without the file has the defaults. */
    static HostSettings read(Path file, AppSettings settings) {
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
}
