package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The place of a follower as it is written down.
 *
 * @param after the place of the last event that was taken care of
 * @param host the running host that goes on from there, or null when it has stopped
 * @param functions since when each of them follows
 */
record SavedPlace(String after, @Nullable String host, Map<String, Instant> functions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    SavedPlace {
        functions = Map.copyOf(functions);
    }

    /** Reads what was written; nothing when it is damaged. */
    static Optional<SavedPlace> parse(byte[] content) {
        try {
            JsonNode json = JSON.readTree(content);
            Map<String, Instant> functions = new TreeMap<>();
            for (Map.Entry<String, JsonNode> function : json.path("functions").properties()) {
                functions.put(
                        function.getKey(), Instant.parse(function.getValue().asText()));
            }
            @Nullable JsonNode host = json.get("host");
            return Optional.of(
                            new SavedPlace(json.path("after").asText(), host == null ? null : host.asText(), functions))
                    .filter(place -> !place.after.isEmpty());
        } catch (IOException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        ObjectNode json = JSON.createObjectNode().put("after", after);
        if (host != null) {
            json.put("host", host);
        }
        ObjectNode since = json.putObject("functions");
        new TreeMap<>(functions).forEach((name, first) -> since.put(name, first.toString()));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the event of that place, in the same log, is taken care of. */
    boolean includes(String place) {
        return sequence(place) <= sequence(after);
    }

    private static long sequence(String place) {
        int dot = place.indexOf('.');
        try {
            return Long.parseLong(dot < 0 ? place : place.substring(0, dot));
        } catch (NumberFormatException moment) {
            return -1;
        }
    }
}
