package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.trigger.HostContext;
import java.util.List;

/** The topics of one host, and the functions that hear of them. */
final class HostTopics implements LocalTopics {
    private static final String RESOURCE =
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/nephelite"
                    + "/providers/Microsoft.EventGrid/topics/";

    private final EventGridListener watch;
    private final HostContext host;

    HostTopics(EventGridListener watch, HostContext host) {
        this.watch = watch;
        this.host = host;
    }

    @Override
    public void publish(String topic, List<GridEvent> events) {
        events.forEach(GridEvent::requireComplete);
        List<GridEvent> stamped =
                events.stream().map(event -> stamped(event, topic)).toList();
        if (watch.publish(topic, stamped) == 0) {
            host.log()
                    .information(
                            EventGridTrigger.LOG_CATEGORY,
                            "No function of this app subscribes to the topic '%s', so %d events are dropped."
                                    .formatted(topic, events.size()));
        }
    }

    private static GridEvent stamped(GridEvent event, String topic) {
        if (event.isCloudEvent()) {
            return event;
        }
        ObjectNode json = event.json().deepCopy();
        json.put("topic", RESOURCE + topic);
        json.put("metadataVersion", "1");
        return new GridEvent(json);
    }
}
