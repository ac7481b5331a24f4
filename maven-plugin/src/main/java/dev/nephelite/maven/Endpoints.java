package dev.nephelite.maven;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What the file of {@code nephelite start --endpoints-file} says about the running program. */
final class Endpoints {
    private static final JsonMapper JSON = new JsonMapper();

    /** The names of addresses in the file, and of the properties that have them. */
    private static final Map<String, String> ADDRESSES = Map.of(
            "blob", "nephelite.blob",
            "queue", "nephelite.queue",
            "function", "nephelite.function",
            "control", "nephelite.control");

    private Endpoints() {}

    /**
     * The properties {@code nephelite.connectionString} and, for each service, {@code nephelite.SERVICE.endpoint} and
     * {@code nephelite.SERVICE.port}.
     */
    static Properties properties(Path file) throws IOException {
        JsonNode members = JSON.readTree(file.toFile());
        Properties properties = new Properties();
        properties.setProperty(
                "nephelite.connectionString",
                members.required("connectionString").asText());
        ADDRESSES.forEach((member, property) -> {
            JsonNode address = members.path(member);
            if (address.isTextual()) {
                properties.setProperty(property + ".endpoint", address.asText());
                properties.setProperty(
                        property + ".port",
                        Integer.toString(URI.create(address.asText()).getPort()));
            }
        });
        return properties;
    }

    /** The process of the program. */
    static long processId(Path file) throws IOException {
        return JSON.readTree(file.toFile()).required("pid").asLong();
    }
}
