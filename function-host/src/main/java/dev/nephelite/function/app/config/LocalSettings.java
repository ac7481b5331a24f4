package dev.nephelite.function.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code local.settings.json}: settings for a developer's machine that are not deployed.
 *
 * @param values the {@code Values}, and the {@code ConnectionStrings} as {@code ConnectionStrings:name}
 * @param nulls the names whose value is null
 */
public record LocalSettings(Map<String, String> values, List<String> nulls, LocalHttp http) {
    public static final String FILE = "local.settings.json";

    private static final String CONNECTION_STRINGS = "ConnectionStrings";

    public LocalSettings {
        values = Map.copyOf(values);
        nulls = List.copyOf(nulls);
    }

    /** Reads {@code file}; if it does not exist, there are no settings. */
    public static LocalSettings read(Path file) {
        if (!Files.exists(file)) {
            return new LocalSettings(Map.of(), List.of(), LocalHttp.UNSPECIFIED);
        }
        ObjectNode json = JsonFile.read(file);
        if (json.path("IsEncrypted").asBoolean()) {
            throw new InvalidAppException(file
                    + " is encrypted for the Azure Functions Core Tools. Run 'func settings decrypt' in its folder,"
                    + " or set \"IsEncrypted\" to false and write plain text.");
        }
        Map<String, JsonNode> all = new LinkedHashMap<>();
        json.path("Values").properties().forEach(value -> all.put(value.getKey(), value.getValue()));
        json.path(CONNECTION_STRINGS).properties().forEach(value -> addConnection(value, all));
        all.forEach((name, value) -> requireText(name, value, file));
        Map<String, String> values = new LinkedHashMap<>();
        List<String> nulls = new ArrayList<>();
        all.forEach((name, value) -> {
            if (value.isNull()) {
                nulls.add(name);
            } else {
                values.put(name, value.asText());
            }
        });
        return new LocalSettings(values, nulls, http(json.path("Host"), file));
    }

    /** A connection string is a text, or an object with the name of its provider. */
    private static void addConnection(Map.Entry<String, JsonNode> connection, Map<String, JsonNode> all) {
        String name = CONNECTION_STRINGS + ":" + connection.getKey();
        JsonNode value = connection.getValue();
        if (!value.isObject()) {
            all.put(name, value);
            return;
        }
        all.put(name, value.path("ConnectionString"));
        if (value.hasNonNull("ProviderName")) {
            all.put(name + "_ProviderName", value.get("ProviderName"));
        }
    }

    private static void requireText(String name, JsonNode value, Path file) {
        if (value.isContainerNode() || value.isMissingNode()) {
            throw new InvalidAppException(
                    file + ": the value of '" + name + "' must be a text. Write nested names as 'outer__inner'.");
        }
    }

    /** Messages about settings that have no effect. */
    public List<String> notes(AppSettings environment) {
        List<String> notes = new ArrayList<>();
        nulls.forEach(name -> notes.add("Skipping '" + name + "' from local settings because its value is null."));
        values.forEach((name, value) -> {
            @Nullable String stronger = environment.value(name);
            if (stronger != null && !stronger.equals(value)) {
                notes.add("Skipping '" + name
                        + "' from local settings as it's already defined in current environment variables.");
            }
        });
        return notes.stream().sorted().toList();
    }

    private static LocalHttp http(JsonNode host, Path file) {
        @Nullable
        Integer port =
                host.hasNonNull("LocalHttpPort") ? host.get("LocalHttpPort").asInt(-1) : null;
        if (port != null && (port < 0 || port > 65535)) {
            throw new InvalidAppException(file + ": 'Host.LocalHttpPort' must be a port, from 0 to 65535.");
        }
        return new LocalHttp(
                port,
                host.hasNonNull("LocalHttpAddress")
                        ? host.get("LocalHttpAddress").asText()
                        : null,
                LocalHttp.origins(host.path("CORS").asText("")),
                host.path("CORSCredentials").asBoolean());
    }

    /**
     * The {@code Host} section of {@code local.settings.json}: how the host serves the app on a developer's machine.
     *
     * @param port null if the app does not set it
     * @param address null if the app does not set it
     * @param corsOrigins the CORS origins; {@code *} allows any
     */
    public record LocalHttp(
            @Nullable Integer port, @Nullable String address, List<String> corsOrigins, boolean corsCredentials) {
        public static final LocalHttp UNSPECIFIED = new LocalHttp(null, null, List.of(), false);

        public LocalHttp {
            corsOrigins = List.copyOf(corsOrigins);
        }

        /**
         * Parses the comma-separated origins of {@code Host.CORS}, and removes slashes at their ends.
         */
        public static List<String> origins(String list) {
            return Arrays.stream(list.split(",", -1))
                    .map(origin -> origin.strip().replaceAll("/+$", ""))
                    .filter(origin -> !origin.isEmpty())
                    .toList();
        }

        /**
         * These settings with the CORS options of the command line.
         *
         * @param origins null if the command line does not set them
         * @param credentials null if the command line does not set it
         */
        public LocalHttp withCors(@Nullable List<String> origins, @Nullable Boolean credentials) {
            return new LocalHttp(
                    port,
                    address,
                    origins == null ? corsOrigins : origins,
                    credentials == null ? corsCredentials : credentials);
        }
    }
}
