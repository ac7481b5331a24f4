package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.Webhook;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a function for events: of storage, of local topics, and those posted to the webhook. */
public final class EventGridTrigger implements TriggerType {
    static final String NAME = "eventGridTrigger";
    static final String LOG_CATEGORY = "Host.Triggers.EventGrid";

    private @Nullable EventGridListener listener;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Listener listen(FunctionDefinition function, HostContext host) {
        host.storage().account(null).queues();
        EventSubscription subscription =
                EventSubscription.of(function, host.app().settings());
        subscription
                .connections()
                .forEach(connection -> host.storage().account(connection).blobs());
        return listener(host).listenerOf(subscription);
    }

    /** The listener that all functions of the app share. */
    private synchronized EventGridListener listener(HostContext host) {
        EventGridListener shared = listener == null ? new EventGridListener(host) : listener;
        listener = shared;
        return shared;
    }

    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
        EventSubscription subscription =
                EventSubscription.of(function, host.app().settings());
        List<GridEvent> events = GridEvent.parse(input);
        if (events.isEmpty() || (events.size() > 1 && !subscription.many())) {
            throw new IllegalArgumentException(
                    "The function takes one event, but the input has " + events.size() + ".");
        }
        return subscription.manualTrigger(events);
    }

    @Override
    public Optional<Webhook> webhook(HostContext host) {
        return Optional.of(new EventGridWebhook(listener(host), host));
    }

    /** The local topics of the host, for output bindings. */
    public LocalTopics topics(HostContext host) {
        return new EventGridListener.Topics(listener(host), host);
    }
}
