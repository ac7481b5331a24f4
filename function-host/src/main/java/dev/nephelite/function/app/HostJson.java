package dev.nephelite.function.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.function.app.HostSettings.Blobs;
import dev.nephelite.function.app.HostSettings.Http;
import dev.nephelite.function.app.HostSettings.Queues;
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
    private static final String OVERRIDES = "AzureFunctionsJobHost";
    private static final String VERSION = "2.0";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    /** What the cloud's own tools choose on a developer's machine; the cloud itself waits up to a minute. */
    private static final Duration LOCAL_POLLING_INTERVAL = Duration.ofSeconds(2);

    private HostJson() {}

    /** Returns the settings of the app in {@code root}; an app without the file has the defaults. */
    static HostSettings read(Path root, Settings settings) {
        Path file = root.resolve("host.json");
        boolean exists = Files.exists(file);
        Configuration configuration = Configuration.of(
                        file.toString(), exists ? JsonFile.read(file) : JsonNodeFactory.instance.objectNode())
                .overriddenBy(settings.section(OVERRIDES));
        if (exists) {
            requireVersion(configuration);
        }
        return new HostSettings(
                functionTimeout(configuration),
                functions(configuration),
                configuration.retryPolicy("retry"),
                http(configuration),
                queues(configuration),
                blobs(configuration),
                configuration.section("logging:logLevel"));
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
        Map<String, String> names = configuration.section("functions");
        return names.isEmpty() ? null : List.copyOf(names.values());
    }

    private static Http http(Configuration configuration) {
        String prefix = configuration.text("extensions:http:routePrefix", "api");
        return new Http(
                prefix.replaceAll("^/+|/+$", ""), Map.copyOf(configuration.section("extensions:http:customHeaders")));
    }

    private static Queues queues(Configuration configuration) {
        String section = "extensions:queues:";
        int batchSize = configuration.number(section + "batchSize", 16, 1, 32);
        int processors = Runtime.getRuntime().availableProcessors();
        Duration polling = configuration.span(section + "maxPollingInterval", LOCAL_POLLING_INTERVAL);
        if (polling.toMillis() < 100) {
            throw configuration.refusal(
                    section + "maxPollingInterval", TimeSpan.format(polling), "at least 00:00:00.1");
        }
        String encoding = configuration.text(section + "messageEncoding", "base64");
        if (!encoding.equalsIgnoreCase("base64") && !encoding.equalsIgnoreCase("none")) {
            throw configuration.refusal(section + "messageEncoding", encoding, "base64 or none");
        }
        return new Queues(
                batchSize,
                configuration.number(section + "newBatchThreshold", batchSize / 2 * processors, 0, Integer.MAX_VALUE),
                polling,
                configuration.span(section + "visibilityTimeout", Duration.ZERO),
                configuration.number(section + "maxDequeueCount", 5, 1, Integer.MAX_VALUE),
                encoding.equalsIgnoreCase("base64"));
    }

    private static Blobs blobs(Configuration configuration) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Blobs(
                configuration.number("extensions:blobs:maxDegreeOfParallelism", 8 * processors, 1, Integer.MAX_VALUE),
                configuration.number("extensions:blobs:poisonBlobThreshold", 5, 1, Integer.MAX_VALUE));
    }
}
