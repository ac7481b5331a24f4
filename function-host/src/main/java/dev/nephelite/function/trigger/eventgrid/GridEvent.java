package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.json.DotNetJson;
import java.util.ArrayList;
import java.util.List;

/**
 * One event, in whichever schema it came.
 *
 * @param json nobody changes it
 */
public record GridEvent(ObjectNode json) {
    /** Only of use to those who resume a log; no other sender of events has it. */
    private static final String OURS_ALONE = "sequence";

    /** The event as Event Grid would tell of it. */
    static GridEvent of(StorageEvent event, DeliverySchema schema) {
        ObjectNode json = (ObjectNode) DotNetJson.parse(event.json()).orElseThrow(IllegalStateException::new);
        json.remove(OURS_ALONE);
        return new GridEvent(json).in(schema);
    }

    /**
     * Reads one event, or all events of an array.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static List<GridEvent> parse(String text) {
        JsonNode document =
                DotNetJson.parse(text).orElseThrow(() -> new IllegalArgumentException("The events are not JSON."));
        List<GridEvent> events = new ArrayList<>();
        for (JsonNode event : document.isArray() ? document : List.of(document)) {
            if (!(event instanceof ObjectNode object)) {
                throw new IllegalArgumentException("An event must be a JSON object, but this is '" + event + "'.");
            }
            events.add(new GridEvent(object));
        }
        return events;
    }

    /**
     * Returns this event, if it has everything that its schema asks for.
     *
     * @throws IllegalArgumentException if something is missing
     */
    public GridEvent requireComplete() {
        String missing = schema().missingIn(json);
        if (missing != null) {
            throw new IllegalArgumentException("The event lacks '%s', which %s require: %s"
                    .formatted(missing, isCloudEvent() ? "CloudEvents" : "Event Grid events", json));
        }
        return this;
    }

    GridEvent in(DeliverySchema schema) {
        return new GridEvent(schema.convert(json));
    }

    DeliverySchema schema() {
        return DeliverySchema.of(json);
    }

    public boolean isCloudEvent() {
        return schema() == DeliverySchema.CLOUD_EVENTS;
    }

    public String type() {
        return json.path(isCloudEvent() ? "type" : "eventType").asText();
    }

    public String subject() {
        return json.path("subject").asText();
    }

    String id() {
        return json.path("id").asText();
    }

    public JsonNode data() {
        return json.path("data");
    }
}
