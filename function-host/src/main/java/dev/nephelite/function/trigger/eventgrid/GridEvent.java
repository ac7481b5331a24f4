package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.json.DotNetJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event, in the schema in which it arrived.
 *
 * @param json must not be changed
 */
public record GridEvent(ObjectNode json) {
    /** Only the event log has this member. Event Grid's events of storage have no trace context either. */
    private static final String SEQUENCE = "sequence";

    /** The event as Event Grid would send it. */
    static GridEvent of(StorageEvent event, Schema schema) {
        ObjectNode json = (ObjectNode) DotNetJson.parse(event.json()).orElseThrow(IllegalStateException::new);
        json.remove(List.of(SEQUENCE, TraceContext.TRACEPARENT, TraceContext.TRACESTATE));
        return new GridEvent(json).in(schema);
    }

    /**
     * Parses one event or an array of events.
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
     * Returns this event if it has all members that current schema requires.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public GridEvent requireComplete() {
        String missing = schema().missingIn(json);
        if (missing != null) {
            throw new IllegalArgumentException("The event lacks '%s', which %s require: %s"
                    .formatted(missing, isCloudEvent() ? "CloudEvents" : "Event Grid events", json));
        }
        return this;
    }

    GridEvent in(Schema schema) {
        return new GridEvent(schema.convert(json));
    }

    Schema schema() {
        return Schema.of(json);
    }

    public boolean isCloudEvent() {
        return schema() == Schema.CLOUD_EVENTS;
    }

    public String type() {
        return json.path(isCloudEvent() ? "type" : "eventType").asText();
    }

    public String subject() {
        return json.path("subject").asText();
    }

    /** The trace context that the publisher gave to a CloudEvent, otherwise {@code request}. */
    public @Nullable TraceContext causeOr(@Nullable TraceContext request) {
        @Nullable
        TraceContext own = isCloudEvent()
                ? TraceContext.of(
                        json.path(TraceContext.TRACEPARENT).asText(),
                        json.path(TraceContext.TRACESTATE).asText())
                : null;
        return own == null ? request : own;
    }

    String id() {
        return json.path("id").asText();
    }

    public JsonNode data() {
        return json.path("data");
    }

    /**
     * The two schemas of an event.
     *
     * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema">Event Grid event schema</a>
     * @see <a href="https://learn.microsoft.com/azure/event-grid/cloud-event-schema">CloudEvents in Event Grid</a>
     */
    public enum Schema {
        EVENT_GRID("EventGridSchema"),
        CLOUD_EVENTS("CloudEventSchemaV1_0");

        private final String spelling;

        Schema(String spelling) {
            this.spelling = spelling;
        }

        private List<String> required() {
            return switch (this) {
                case EVENT_GRID -> List.of("id", "eventType", "subject", "eventTime", "data", "dataVersion");
                case CLOUD_EVENTS -> List.of("id", "source", "type", "specversion");
            };
        }

        /**
         * Parses the name of a schema as event subscriptions spell it, ignoring case.
         *
         * @throws IllegalArgumentException if the name is unknown
         */
        static Schema parse(String text) {
            return Arrays.stream(values())
                    .filter(schema -> schema.spelling.equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "must be " + EVENT_GRID.spelling + " or " + CLOUD_EVENTS.spelling));
        }

        static Schema of(JsonNode event) {
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

        /** Converts {@code event} to this schema; an event in this schema is returned as it is. */
        ObjectNode convert(ObjectNode event) {
            Schema current = of(event);
            if (current == this) {
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
}
