package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a function is told of events. Binding expressions may speak of the members of a single event, such as
 * {@code {subject}} or {@code {data.url}}.
 */
final class EventTriggerData {
    private EventTriggerData() {}

    /** One event for a function that takes one. */
    static Trigger of(EventSubscription subscription, GridEvent event, Instant now) {
        return subscription.many() ? of(subscription, List.of(event), now) : one(reason(now), subscription, event);
    }

    /** Several events for a function that takes an array. */
    static Trigger of(EventSubscription subscription, List<GridEvent> events, Instant now) {
        return many(reason(now), subscription, events);
    }

    static Trigger byHand(EventSubscription subscription, List<GridEvent> events) {
        return subscription.many()
                ? many(Trigger.BY_HAND, subscription, events)
                : one(Trigger.BY_HAND, subscription, events.get(0));
    }

    private static String reason(Instant now) {
        return "EventGrid trigger fired at " + now;
    }

    private static Trigger one(String reason, EventSubscription subscription, GridEvent event) {
        Map<String, TypedData> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : event.json().properties()) {
            metadata.put(member.getKey(), typed(member.getValue()));
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("Id", event.id());
        details.put("EventType", event.type());
        details.put("Subject", event.subject());
        return new Trigger(reason, details, value(subscription, event.json()), metadata);
    }

    private static Trigger many(String reason, EventSubscription subscription, List<GridEvent> events) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        events.forEach(event -> {
            all.add(event.json());
            data.add(event.data());
        });
        Map<String, String> details = Map.of("Events", Integer.toString(events.size()));
        return new Trigger(
                reason, details, value(subscription, all), Map.of("data", new TypedData.Json(data.toString())));
    }

    private static TypedData value(EventSubscription subscription, JsonNode json) {
        return subscription.function().trigger().isBinary()
                ? new TypedData.Bytes(json.toString().getBytes(StandardCharsets.UTF_8))
                : new TypedData.Json(json.toString());
    }

    private static TypedData typed(JsonNode member) {
        return member.isTextual() ? new TypedData.Text(member.textValue()) : new TypedData.Json(member.toString());
    }
}
