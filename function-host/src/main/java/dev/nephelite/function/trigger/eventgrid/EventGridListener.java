package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.RefCountedListener;
import dev.nephelite.function.trigger.pump.MessagePump;
import dev.nephelite.function.trigger.queue.QueueSettings;
import dev.nephelite.function.trigger.queue.StorageQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the Event Grid triggers of one host. It starts with the first function that listens and stops with the last. */
final class EventGridListener implements Listener {
    private static final int CONCURRENT_EVENTS = 16;
    private static final int MAX_MESSAGE_LENGTH = 64 * 1024;

    /** Also with real polling, because in the cloud Event Grid delivers at once. */
    private static final Duration MAX_POLLING_INTERVAL = Duration.ofSeconds(2);

    private final HostContext host;
    private final RefCountedListener listeners = new RefCountedListener(this);
    private final String queue;
    private final Map<String, EventSubscription> subscriptions =
            new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<EventFollower> followers = new ArrayList<>();
    private volatile @Nullable MessagePump<?> pump;

    EventGridListener(HostContext host) {
        this.host = host;
        queue = "azure-webjobs-eventgrid-" + host.hostId();
    }

    /** The subscription of the function, if it listens. */
    Optional<EventSubscription> subscription(String function) {
        return Optional.ofNullable(subscriptions.get(function));
    }

    /** The name of the queue in which events wait until a function has handled them. */
    String queue() {
        return queue;
    }

    /** What the pump of the queue does; null before this listener was started. */
    MessagePump.@Nullable State pumpState() {
        MessagePump<?> current = pump;
        return current == null ? null : current.state();
    }

    /** The functions that listen. */
    List<String> functions() {
        return List.copyOf(subscriptions.keySet());
    }

    /** The listener of one more function. */
    Listener listenerOf(EventSubscription subscription) {
        subscriptions.put(subscription.function().name(), subscription);
        return listeners.addFunction();
    }

    /**
     * Delivers events to the functions that subscribe to a topic. All of them are in the queue when this returns.
     *
     * @return how many functions subscribe to the topic
     */
    int publish(String topic, List<GridEvent> events) {
        List<EventSubscription> subscribers = subscriptions.values().stream()
                .filter(subscription -> subscription.hasTopic(topic))
                .toList();
        for (GridEvent event : events) {
            subscribers.stream()
                    .filter(subscription -> subscription.accepts(event))
                    .forEach(subscription -> enqueue(subscription, subscription.delivered(event)));
        }
        return subscribers.size();
    }

    private void enqueue(EventSubscription subscription, GridEvent event) {
        EventMessageHandler.EventMessage message = new EventMessageHandler.EventMessage(
                subscription.function().name(), event, host.clocks().cloud().now(), 0);
        String text = message.text();
        if (text.length() > MAX_MESSAGE_LENGTH) {
            throw new IllegalArgumentException(
                    "The event '%s' is too large: its message has %s bytes, but the limit is %s."
                            .formatted(event.id(), text.length(), MAX_MESSAGE_LENGTH));
        }
        @Nullable TraceContext own = event.causeOr(null);
        TraceScope.run(own == null ? TraceScope.current() : () -> own, () -> queues().add(queue, text));
        MessagePump<?> current = pump;
        if (current != null) {
            current.wake();
        }
    }

    private QueueClient queues() {
        return host.storage().account(null).queues();
    }

    @Override
    public synchronized void start() {
        // An event that cannot be delivered goes to the dead-letter container of its subscription instead.
        StorageQueue source =
                new StorageQueue(host.storage().account(null), queue, host.flags(), message -> Optional.empty());
        MessagePump<?> current = new MessagePump<>(
                QueueSettings.pump("Host.EventGrid", host)
                        .withBatches(CONCURRENT_EVENTS, CONCURRENT_EVENTS)
                        .withRetries(Integer.MAX_VALUE, Duration.ZERO)
                        .withMaxPollingInterval(MAX_POLLING_INTERVAL),
                source,
                new EventMessageHandler(subscriptions, host, queue, this::wakeAfter),
                host);
        pump = current;
        current.start();
        Map<StorageAccount, List<Source>> byAccount = subscriptions.values().stream()
                .filter(EventSubscription::enabled)
                .flatMap(this::sources)
                .collect(Collectors.groupingBy(Source::account));
        byAccount.forEach((account, sources) -> followers.add(new EventFollower("functions", account, sources, host)));
        followers.forEach(EventFollower::start);
    }

    private Stream<Source> sources(EventSubscription subscription) {
        return subscription.connections().stream()
                .map(connection -> host.storage().account(connection))
                .distinct()
                .map(account -> new Source(account, subscription));
    }

    private void wakeAfter(Duration delay) {
        MessagePump<?> current = pump;
        if (current != null) {
            current.wakeAfter(delay);
        }
    }

    @Override
    public synchronized CompletableFuture<Void> stop(Duration grace) {
        MessagePump<?> current = pump;
        List<CompletableFuture<Void>> stopping =
                new ArrayList<>(followers.stream().map(EventFollower::stop).toList());
        if (current != null) {
            stopping.add(current.stop(grace));
        }
        return CompletableFuture.allOf(stopping.toArray(CompletableFuture[]::new));
    }

    /** An account whose events a function subscribes to. */
    private final class Source implements EventFollower.EventConsumer {
        private final StorageAccount account;
        private final EventSubscription subscription;

        private Source(StorageAccount account, EventSubscription subscription) {
            this.account = account;
            this.subscription = subscription;
        }

        private StorageAccount account() {
            return account;
        }

        @Override
        public String name() {
            return subscription.function().name();
        }

        @Override
        public boolean accepts(StorageEvent event) {
            return subscription.accepts(event);
        }

        @Override
        public void store(StorageEvent event) {
            TraceScope.run(event.cause(), () -> enqueue(subscription, subscription.delivered(event)));
        }
    }

    /** The local topics of one host. */
    static final class Topics implements EventGridTrigger.LocalTopics {
        private static final String RESOURCE =
                "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/nephelite"
                        + "/providers/Microsoft.EventGrid/topics/";

        private final EventGridListener listener;
        private final HostContext host;

        Topics(EventGridListener listener, HostContext host) {
            this.listener = listener;
            this.host = host;
        }

        @Override
        public void publish(String topic, List<GridEvent> events) {
            events.forEach(GridEvent::requireComplete);
            List<GridEvent> stamped =
                    events.stream().map(event -> stamped(event, topic)).toList();
            if (listener.publish(topic, stamped) == 0) {
                host.log()
                        .information(
                                EventGridTrigger.LOG_CATEGORY,
                                "No function of this app subscribes to the topic '%s', so its events are dropped: %s."
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
}
