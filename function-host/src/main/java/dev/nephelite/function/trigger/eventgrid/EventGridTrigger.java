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

/** Runs a function for events: of storage, of the host's own topics, and those that are posted. Serves one host at a time. */
public final class EventGridTrigger implements TriggerType {
    static final String NAME = "eventGridTrigger";
    static final String LOG_CATEGORY = "Host.Triggers.EventGrid";

    private @Nullable EventGridListener latest;

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
        return watch(host).listenerOf(subscription);
    }

    /** The functions of one host share a watch. */
    private synchronized EventGridListener watch(HostContext host) {
        EventGridListener watch = latest;
        if (watch == null || !watch.isOf(host)) {
            watch = new EventGridListener(host);
            latest = watch;
        }
        return watch;
    }

    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
        EventSubscription subscription =
                EventSubscription.of(function, host.app().settings());
        List<GridEvent> events = GridEvent.parse(input);
        if (events.isEmpty() || (events.size() > 1 && !subscription.many())) {
            throw new IllegalArgumentException("The function takes one event, but these are " + events.size() + ".");
        }
        return subscription.manualTrigger(events);
    }

    @Override
    public Optional<Webhook> webhook(HostContext host) {
        return Optional.of(new EventGridWebhook(watch(host), host));
    }

    /** The topics of that host, for outputs. */
    public LocalTopics topics(HostContext host) {
        return new EventGridListener.Topics(watch(host), host);
    }
}
