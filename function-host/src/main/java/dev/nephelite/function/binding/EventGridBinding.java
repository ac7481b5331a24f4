package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code eventGrid} output: events to a topic, whose address and key are in settings. */
final class EventGridBinding implements BindingType {
    private static final String ENDPOINT = "topicEndpointUri";
    private static final String KEY = "topicKeySetting";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public String name() {
        return "eventGrid";
    }

    /** A topic whose address no setting tells is one of this host, called as that setting would be. */
    @Override
    public Output output(BindingDefinition binding, BindingContext context) {
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
            throw new InvalidAppException(("The setting '%s', the key of the Event Grid topic in '%s', does not exist."
                            + " Define it as an environment variable or under \"Values\" in local.settings.json.")
                    .formatted(keySetting, endpointSetting));
        }
        return new EventGridOutput(
                "topic of the setting '" + endpointSetting + "'",
                new EventGridPost(context.storage().topic(address, key)));
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
}
