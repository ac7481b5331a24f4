package dev.nephelite.function;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.ListenerFactory;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The listener factories of one app, by type of trigger. */
final class ListenerFactories {
    private final Extensions extensions;
    private final Map<TriggerType, ListenerFactory> factories = new LinkedHashMap<>();

    ListenerFactories(Extensions extensions, HostContext host) {
        this.extensions = extensions;
        extensions.triggers().forEach(type -> factories.put(type, type.listenerFactory(host)));
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
     * The factory of the listener of {@code function}.
     *
     * @throws InvalidAppException if it is not supported
     */
    ListenerFactory of(FunctionDefinition function) {
        return Objects.requireNonNull(factories.get(type(function)), "each type of the host has one");
    }

    /** A factory that a host cannot do without, because it serves requests or outputs, too. */
    <T extends ListenerFactory> T require(Class<T> kind) {
        return factories.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This host has no " + kind.getSimpleName()));
    }

    /** The webhooks of all triggers. */
    List<Webhook> webhooks() {
        return factories.values().stream()
                .flatMap(factory -> factory.webhook().stream())
                .toList();
    }
}
