package dev.nephelite.function.binding;

import dev.nephelite.function.expression.Scope;
import dev.nephelite.function.trigger.eventgrid.GridEvent;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Publishes the event that a function sets, or every event of a list, be it written as text or not.
 *
 * @param target what messages call the topic
 * @param topic takes the events, of which there is at least one
 */
record EventGridOutput(String target, Consumer<List<GridEvent>> topic) implements Output {
    @Override
    public void write(TypedData value, Scope scope) {
        try {
            List<GridEvent> events = GridEvent.parse(text(value));
            if (!events.isEmpty()) {
                topic.accept(events);
            }
        } catch (RuntimeException refused) {
            throw new IllegalArgumentException(
                    "Events cannot be published to the " + target + ": " + refused.getMessage(), refused);
        }
    }

    private static String text(TypedData value) {
        if (value instanceof TypedData.Text text) {
            return text.value();
        }
        if (value instanceof TypedData.Json json) {
            return json.value();
        }
        if (value instanceof TypedData.Bytes bytes) {
            return new String(bytes.value(), StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("An event must be a JSON object, but this is " + value + ".");
    }
}
