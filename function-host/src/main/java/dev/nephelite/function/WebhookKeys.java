package dev.nephelite.function;

import dev.nephelite.function.app.App;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which extensions have a webhook for an app, each of which has a key of its own. */
final class WebhookKeys {
    private static final Map<String, String> EXTENSIONS =
            Map.of("blobTrigger", "blobs", "eventGridTrigger", "eventgrid");

    private WebhookKeys() {}

    static Set<String> of(App app) {
        return EXTENSIONS.keySet().stream()
                .filter(type -> app.functions().stream()
                        .anyMatch(function -> function.trigger().isType(type)))
                .map(EXTENSIONS::get)
                .collect(Collectors.toUnmodifiableSet());
    }
}
