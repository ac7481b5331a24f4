package dev.nephelite.function.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code local.settings.json} holds: settings for a developer's machine that are never deployed.
 *
 * @param values the {@code Values}, and the {@code ConnectionStrings} as {@code ConnectionStrings:name}
 */
record LocalSettings(Map<String, String> values, LocalHttp http) {
    static final String FILE = "local.settings.json";

    LocalSettings {
        values = Map.copyOf(values);
    }

    /** Reads the file in {@code root}; an app without it has no such settings. */
    static LocalSettings read(Path root) {
        Path file = root.resolve(FILE);
        if (!Files.exists(file)) {
            return new LocalSettings(Map.of(), LocalHttp.UNSPECIFIED);
        }
        ObjectNode json = JsonFile.read(file);
        if (json.path("IsEncrypted").asBoolean()) {
            throw new InvalidAppException(file
                    + " is encrypted for the Azure Functions Core Tools. Run 'func settings decrypt' in its folder,"
                    + " or set \"IsEncrypted\" to false and write plain text.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        addAll(json.path("Values"), "", values, file);
        addAll(json.path("ConnectionStrings"), "ConnectionStrings:", values, file);
        return new LocalSettings(values, http(json.path("Host"), file));
    }

    private static void addAll(JsonNode section, String prefix, Map<String, String> values, Path file) {
        section.properties().forEach(property -> {
            JsonNode value = property.getValue();
            JsonNode text = value.isObject() ? value.path("ConnectionString") : value;
            if (text.isContainerNode() || text.isMissingNode()) {
                throw new InvalidAppException(file + ": the value of '" + property.getKey()
                        + "' must be a text. Write nested names as 'outer__inner'.");
            }
            if (!text.isNull()) {
                values.put(prefix + property.getKey(), text.asText());
            }
        });
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
}
