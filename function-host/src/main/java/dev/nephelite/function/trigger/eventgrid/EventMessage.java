package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The queue message that stores an event until a function has handled it.
 *
 * @param published when the event was published
 * @param attempts how often the function has failed
 */
record EventMessage(String function, GridEvent event, Instant published, int attempts) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "EventGridTrigger";
    private static final String ID_PREFIX = "Host.Functions.";

    /** Parses the text of a message; empty if it was not written by {@link #text}. */
    static Optional<EventMessage> parse(String text) {
        try {
            JsonNode json = JSON.readTree(Base64.getDecoder().decode(text));
            String id = json.path("FunctionId").asText();
            if (!json.path("Type").asText().equals(TYPE)
                    || !id.startsWith(ID_PREFIX)
                    || !(json.get("Event") instanceof ObjectNode event)) {
                return Optional.empty();
            }
            return Optional.of(new EventMessage(
                    id.substring(ID_PREFIX.length()),
                    new GridEvent(event),
                    Instant.parse(json.path("Published").asText()),
                    json.path("Attempts").asInt()));
        } catch (IOException | IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    /** The text of the message, in Base64. */
    String text() {
        ObjectNode json = JSON.createObjectNode()
                .put("Type", TYPE)
                .put("FunctionId", ID_PREFIX + function)
                .put("Published", published.toString())
                .put("Attempts", attempts);
        json.set("Event", event.json());
        return Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    EventMessage afterAttempts(int failed) {
        return new EventMessage(function, event, published, failed);
    }
}
