package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.ListenerFactory;
import dev.nephelite.function.trigger.RecordedContent;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.Webhook;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.Subject;
import java.util.List;
import java.util.Optional;

/** Runs a function for events: of storage, of local topics, and those posted to the webhook. */
public final class EventGridTrigger implements TriggerType {
    static final String NAME = "eventGridTrigger";
    static final String LOG_CATEGORY = "Host.Triggers.EventGrid";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public EventGridListenerFactory listenerFactory(HostContext host) {
        return new EventGridListenerFactory(host);
    }

    /** All functions of an app with Event Grid triggers share one listener. */
    public static final class EventGridListenerFactory implements ListenerFactory {
        private final HostContext host;
        private final EventGridListener listener;

        private EventGridListenerFactory(HostContext host) {
            this.host = host;
            listener = new EventGridListener(host);
        }

        @Override
        public Listener listener(FunctionDefinition function) {
            host.storage().account(null).queues();
            EventSubscription subscription =
                    EventSubscription.of(function, host.app().settings());
            subscription
                    .connections()
                    .forEach(connection -> host.storage().account(connection).blobs());
            return listener.listenerOf(subscription);
        }

        @Override
        public List<Fact> explain(FunctionDefinition function, Subject subject, PastRuns past) {
            EventSubscription subscription =
                    EventSubscription.of(function, host.app().settings());
            return new EventGridExplainer(subscription, host, listener.queue(), listener.pumpState(), past)
                    .explain(subject);
        }

        @Override
        public TriggerEvent manualEvent(FunctionDefinition function, String input) {
            EventSubscription subscription =
                    EventSubscription.of(function, host.app().settings());
            List<GridEvent> events = GridEvent.parse(input);
            if (events.isEmpty() || (events.size() > 1 && !subscription.many())) {
                throw new IllegalArgumentException(
                        "The function takes one event, but the input has " + events.size() + ".");
            }
            return subscription.manualEvent(events);
        }

        @Override
        public TriggerEvent repeatedEvent(FunctionDefinition function, TriggerEvent recorded) {
            RecordedContent.require(recorded);
            TriggerEvent event = manualEvent(function, RecordedContent.text(recorded.value()));
            return new TriggerEvent(recorded.reason(), event.details(), event.value(), event.metadata());
        }

        @Override
        public Optional<Webhook> webhook() {
            return Optional.of(new EventGridWebhook(listener, host));
        }

        /** The local topics of the host, for output bindings. */
        public LocalTopics topics() {
            return new EventGridListener.Topics(listener, host);
        }
    }

    /**
     * Event Grid topics that exist only in this host. They need not be created: publishers and subscribers just use the
     * same name.
     */
    @FunctionalInterface
    public interface LocalTopics {
        /**
         * Delivers events to the functions that subscribe to {@code topic}. The events cannot be lost after this returns.
         *
         * @throws IllegalArgumentException if one of the events is incomplete
         * @throws RuntimeException if they cannot be stored now
         */
        void publish(String topic, List<GridEvent> events);
    }
}
