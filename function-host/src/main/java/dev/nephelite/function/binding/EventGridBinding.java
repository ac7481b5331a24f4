package dev.nephelite.function.binding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.EventGridTopic;
import dev.nephelite.function.expression.ExpressionScope;
import dev.nephelite.function.trigger.eventgrid.GridEvent;
import dev.nephelite.function.worker.TypedData;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The {@code eventGrid} output: events to a topic whose address and key are in settings. */
public final class EventGridBinding implements BindingType {
    private static final String ENDPOINT = "topicEndpointUri";
    private static final String KEY = "topicKeySetting";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public String name() {
        return "eventGrid";
    }

    /** If the setting with the address does not exist, its name is the name of a local topic. */
    @Override
    public FunctionBindings.Output output(BindingDefinition binding, FunctionBindings.Context context) {
        if (binding.text("connection") != null) {
            throw new InvalidAppException(("The eventGrid binding '%s' has the connection '%s', which signs in with an"
                            + " identity that no local host has. Give it '%s' and '%s' on this machine.")
                    .formatted(binding.name(), binding.text("connection"), ENDPOINT, KEY));
        }
        AppSettings settings = context.settings();
        String endpointSetting = settings.resolve(binding.requireText(ENDPOINT));
        @Nullable String endpoint = settings.value(endpointSetting);
        if (endpoint == null || endpoint.isBlank()) {
            return new EventGridOutput("local topic '" + endpointSetting + "'", events -> context.topics()
                    .publish(endpointSetting, events));
        }
        URI address = address(endpointSetting, endpoint.strip());
        String keySetting = settings.resolve(binding.requireText(KEY));
        @Nullable String key = settings.value(keySetting);
        if (key == null && address.getScheme().equals("https")) {
            throw new InvalidAppException(
                    "The setting '%s', the key of the Event Grid topic in '%s', does not exist. %s"
                            .formatted(keySetting, endpointSetting, settings.remedy()));
        }
        return new EventGridOutput(
                "topic of the setting '" + endpointSetting + "'",
                new RemoteTopic(context.storage().topic(address, key)));
    }

    private static URI address(String setting, String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && SCHEMES.contains(address.getScheme())) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            throw notAnAddress(setting, text);
        }
        throw notAnAddress(setting, text);
    }

    private static InvalidAppException notAnAddress(String setting, String text) {
        return new InvalidAppException(("The setting '%s' is '%s', but it must be the address of an Event Grid topic,"
                        + " such as https://orders.westeurope-1.eventgrid.azure.net/api/events. Leave it out for a topic"
                        + " of this host.")
                .formatted(setting, text));
    }

    /**
     * Publishes the event that a function sets, or every event of an array, as JSON or as text.
     *
     * @param target describes the topic in messages
     * @param topic receives the events, at least one
     */
    record EventGridOutput(String target, Consumer<List<GridEvent>> topic) implements FunctionBindings.Output {
        @Override
        public void write(TypedData value, ExpressionScope scope) {
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

    /** Posts events to a remote topic in one request, in the schema they have. */
    private record RemoteTopic(EventGridTopic topic) implements Consumer<List<GridEvent>> {
        @Override
        public void accept(List<GridEvent> events) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            events.forEach(event -> array.add(event.requireComplete().json()));
            boolean cloud = events.get(0).isCloudEvent();
            if (events.stream().anyMatch(event -> event.isCloudEvent() != cloud)) {
                throw new IllegalArgumentException(
                        "Events of one call must have one schema, but some are CloudEvents.");
            }
            topic.publish(
                    array.toString(),
                    cloud ? "application/cloudevents-batch+json; charset=utf-8" : "application/json; charset=utf-8");
        }
    }
}
