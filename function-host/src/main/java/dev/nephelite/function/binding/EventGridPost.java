package dev.nephelite.function.binding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.function.client.EventGridTopic;
import dev.nephelite.function.trigger.eventgrid.GridEvent;
import java.util.List;
import java.util.function.Consumer;

/** Sends events to a topic somewhere else, all in one request, in the schema they have. */
record EventGridPost(EventGridTopic topic) implements Consumer<List<GridEvent>> {
    @Override
    public void accept(List<GridEvent> events) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        events.forEach(event -> array.add(event.requireComplete().json()));
        boolean cloud = events.get(0).isCloudEvent();
        if (events.stream().anyMatch(event -> event.isCloudEvent() != cloud)) {
            throw new IllegalArgumentException("Events of one call must have one schema, but some are CloudEvents.");
        }
        topic.publish(
                array.toString(),
                cloud ? "application/cloudevents-batch+json; charset=utf-8" : "application/json; charset=utf-8");
    }
}
