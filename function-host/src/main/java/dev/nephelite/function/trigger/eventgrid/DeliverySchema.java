package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two forms that an event may have.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema">Event Grid event schema</a>
 * @see <a href="https://learn.microsoft.com/azure/event-grid/cloud-event-schema">CloudEvents in Event Grid</a>
 */
public enum DeliverySchema {
    EVENT_GRID("EventGridSchema"),
    CLOUD_EVENTS("CloudEventSchemaV1_0");

    private final String spelling;

    DeliverySchema(String spelling) {
        this.spelling = spelling;
    }

    private List<String> required() {
        return switch (this) {
            case EVENT_GRID -> List.of("id", "eventType", "subject", "eventTime", "data", "dataVersion");
            case CLOUD_EVENTS -> List.of("id", "source", "type", "specversion");
        };
    }

    /**
     * Reads the name of a schema as event subscriptions spell it, ignoring case.
     *
     * @throws IllegalArgumentException if it is none
     */
    static DeliverySchema parse(String text) {
        return Arrays.stream(values())
                .filter(schema -> schema.spelling.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "must be " + EVENT_GRID.spelling + " or " + CLOUD_EVENTS.spelling));
    }

    static DeliverySchema of(JsonNode event) {
        return event.has("specversion") ? CLOUD_EVENTS : EVENT_GRID;
    }

    /** The first of the members that an event of this schema must have and {@code event} has not, or null. */
    @Nullable
    String missingIn(JsonNode event) {
        return required().stream()
                .filter(member -> event.path(member).isMissingNode()
                        || (event.path(member).isNull() && !member.equals("data")))
                .findFirst()
                .orElse(null);
    }

    /** Returns {@code event} in this schema; one that is in it already is returned as it is. */
    ObjectNode convert(ObjectNode event) {
        DeliverySchema its = of(event);
        if (its == this) {
            return event;
        }
        ObjectNode converted = JsonNodeFactory.instance.objectNode();
        switch (this) {
            case EVENT_GRID -> {
                put(converted, "topic", event.get("source"));
                put(converted, "subject", event.get("subject"));
                put(converted, "eventType", event.get("type"));
                put(converted, "id", event.get("id"));
                put(converted, "data", event.get("data"));
                converted.put("dataVersion", "");
                converted.put("metadataVersion", "1");
                put(converted, "eventTime", event.get("time"));
            }
            case CLOUD_EVENTS -> {
                put(converted, "source", event.get("topic"));
                put(converted, "subject", event.get("subject"));
                put(converted, "type", event.get("eventType"));
                put(converted, "time", event.get("eventTime"));
                put(converted, "id", event.get("id"));
                put(converted, "data", event.get("data"));
                converted.put("specversion", "1.0");
            }
        }
        return converted;
    }

    private static void put(ObjectNode event, String name, @Nullable JsonNode value) {
        if (value != null) {
            event.set(name, value);
        }
    }
}
