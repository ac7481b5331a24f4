package dev.nephelite.function;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.trigger.AppTriggers;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The triggers of one app, by their type. */
final class Triggers {
    private final Extensions extensions;
    private final Map<TriggerType, AppTriggers> loaded = new LinkedHashMap<>();

    Triggers(Extensions extensions, HostContext host) {
        this.extensions = extensions;
        extensions.triggers().forEach(type -> loaded.put(type, type.load(host)));
    }

    /**
     * The type of the function's trigger.
     *
     * @throws InvalidAppException if it is not supported
     */
    TriggerType type(FunctionDefinition function) {
        return extensions
                .trigger(function)
                .orElseThrow(
                        () -> new InvalidAppException("A " + function.trigger().type() + " is not supported here."));
    }

    /**
     * The triggers of the same type as that of {@code function}.
     *
     * @throws InvalidAppException if it is not supported
     */
    AppTriggers of(FunctionDefinition function) {
        return Objects.requireNonNull(loaded.get(type(function)), "each type of the host is loaded");
    }

    /** The triggers that a host cannot do without, which serve requests or outputs besides listening. */
    <T extends AppTriggers> T require(Class<T> kind) {
        return loaded.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This host has no " + kind.getSimpleName()));
    }

    /** The webhooks of all triggers. */
    List<Webhook> webhooks() {
        return loaded.values().stream()
                .flatMap(triggers -> triggers.webhook().stream())
                .toList();
    }
}
