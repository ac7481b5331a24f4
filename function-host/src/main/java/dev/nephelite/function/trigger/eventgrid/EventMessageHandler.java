package dev.nephelite.function.trigger.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerEvent.Delivery;
import dev.nephelite.function.trigger.pump.MessageHandler;
import dev.nephelite.function.worker.InvocationResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions for the events in the host's queue. Events with the same subject run one after the other, but an event
 * that is delayed for a retry does not block later ones.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry">Delivery and retry</a>
 */
final class EventMessageHandler implements MessageHandler<QueueClient.Message> {
    /** The delay after the first failure, the second, and so on; the last value is repeated. */
    private static final List<Duration> RETRY_DELAYS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    /** The delay of an event whose function exists but does not listen because it is disabled or in error. */
    private static final Duration NOT_LISTENING_DELAY = Duration.ofMinutes(1);

    private final Map<String, EventSubscription> subscriptions;
    private final HostContext host;
    private final String queue;
    private final Consumer<Duration> delayed;
    private final DeadLetters deadLetters;
    private final KeyedSerialExecutor keyedSerialExecutor = new KeyedSerialExecutor();

    /**
     * @param subscriptions by function name
     * @param queue that the messages come from
     * @param delayed called with the delay of a message that was put back
     */
    EventMessageHandler(
            Map<String, EventSubscription> subscriptions, HostContext host, String queue, Consumer<Duration> delayed) {
        this.subscriptions = subscriptions;
        this.host = host;
        this.queue = queue;
        this.delayed = delayed;
        deadLetters = new DeadLetters(host);
    }

    @Override
    public CompletableFuture<MessageHandler.Outcome> handle(QueueClient.Message received) {
        Optional<EventMessage> parsed = EventMessage.parse(received.text());
        if (parsed.isEmpty()) {
            log("Message '" + received.id() + "' does not contain an event and is dropped.");
            return CompletableFuture.completedFuture(MessageHandler.Outcome.DONE);
        }
        EventMessage message = parsed.get();
        EventSubscription subscription = subscriptions.get(message.function());
        if (subscription == null) {
            return CompletableFuture.supplyAsync(
                    () -> TraceScope.call(received.cause(), () -> leaveOrDrop(message)), host.executor());
        }
        // Each earlier receipt without a result was an attempt during which the host ended.
        int attempts = message.attempts() + (int) received.dequeueCount();
        return keyedSerialExecutor.after(
                message.function() + " " + message.event().subject(),
                () -> deliver(subscription, message.afterAttempts(attempts), received));
    }

    private CompletableFuture<MessageHandler.Outcome> deliver(
            EventSubscription subscription, EventMessage message, QueueClient.Message received) {
        @Nullable TraceContext cause = received.cause();
        if (message.attempts() > subscription.delivery().attempts()) {
            deadLetters.add(subscription, message, "MaxDeliveryAttemptsExceeded", "The host ended while it ran.");
            return CompletableFuture.completedFuture(MessageHandler.Outcome.DONE);
        }
        TriggerEvent event = subscription
                .triggerEvent(message.event(), host.clocks().cloud().now())
                .causedBy(cause)
                .delivered(new Delivery(received.visibleSince(), message.attempts(), (long)
                        subscription.delivery().attempts()));
        return host.invoker()
                .invoke(subscription.function(), event)
                .thenApplyAsync(
                        outcome -> outcome instanceof InvocationResult.Failure failure
                                ? TraceScope.call(cause, () -> putBack(subscription, message, failure.message()))
                                : MessageHandler.Outcome.DONE,
                        host.executor());
    }

    private MessageHandler.Outcome putBack(EventSubscription subscription, EventMessage message, String outcome) {
        Duration delay = RETRY_DELAYS.get(Math.min(message.attempts(), RETRY_DELAYS.size()) - 1);
        Instant end = message.published().plus(subscription.delivery().timeToLive());
        if (message.attempts() >= subscription.delivery().attempts()) {
            deadLetters.add(subscription, message, "MaxDeliveryAttemptsExceeded", outcome);
        } else if (host.clocks().cloud().now().plus(delay).isAfter(end)) {
            deadLetters.add(subscription, message, "TimeToLiveExceeded", outcome);
        } else {
            hide(message, delay);
            host.log()
                    .information(
                            EventGridTrigger.LOG_CATEGORY,
                            "Event '%2$s' is delivered to function '%1$s' again in %3$d seconds."
                                    .formatted(
                                            message.function(), message.event().id(), delay.toSeconds()));
        }
        return MessageHandler.Outcome.DONE;
    }

    /**
     * If the app has the function, the message is put back as a new one, so that the delay does not count as an
     * attempt.
     */
    private MessageHandler.Outcome leaveOrDrop(EventMessage message) {
        Optional<FunctionDefinition> function = host.app().function(message.function());
        if (function.isPresent() && function.get().trigger().isType(EventGridTrigger.NAME)) {
            hide(message, NOT_LISTENING_DELAY);
        } else {
            log("An event for function '" + message.function() + "' is dropped because the app has no such function.");
        }
        return MessageHandler.Outcome.DONE;
    }

    private void hide(EventMessage message, Duration delay) {
        host.storage().account(null).queues().add(queue, message.text(), delay);
        delayed.accept(delay);
    }

    private void log(String message) {
        host.log().debug(EventGridTrigger.LOG_CATEGORY, message);
    }

    /** Runs tasks with the same key one after the other. Thread-safe. */
    private static final class KeyedSerialExecutor {
        private final Map<String, CompletableFuture<Void>> last = new HashMap<>();

        /** Starts {@code work} when earlier work with the same key has ended, whatever its result. */
        <T> CompletableFuture<T> after(String key, Supplier<CompletableFuture<T>> work) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            return before(key, end).thenCompose(earlierEnded -> work.get()).whenComplete((result, failure) -> {
                remove(key, end);
                end.complete(null);
            });
        }

        private synchronized CompletableFuture<Void> before(String key, CompletableFuture<Void> end) {
            @Nullable CompletableFuture<Void> before = last.put(key, end);
            return before == null ? CompletableFuture.completedFuture(null) : before;
        }

        private synchronized void remove(String key, CompletableFuture<Void> end) {
            last.remove(key, end);
        }
    }

    /**
     * Handles events that are not delivered any more: logs an error and, if the subscription names a container, writes a
     * blob.
     *
     * @see <a href="https://learn.microsoft.com/azure/event-grid/manage-event-delivery">Dead-letter location</a>
     */
    private record DeadLetters(HostContext host) {
        void add(EventSubscription subscription, EventMessage message, String reason, String outcome) {
            GridEvent event = message.event();
            host.log()
                    .error(
                            EventGridTrigger.LOG_CATEGORY,
                            "Event '%s' (%s of %s) is given up after %s %s to run function '%s': %s"
                                    .formatted(
                                            event.id(),
                                            event.type(),
                                            event.subject(),
                                            message.attempts(),
                                            message.attempts() == 1 ? "attempt" : "attempts",
                                            message.function(),
                                            outcome));
            @Nullable String container = subscription.delivery().deadLetters();
            if (container != null) {
                Instant now = host.clocks().cloud().now();
                String content = json(message, reason, outcome, now).toString();
                host.storage()
                        .account(null)
                        .blobs()
                        .put(
                                container,
                                name(message, now),
                                content.getBytes(StandardCharsets.UTF_8),
                                Map.of("Content-Type", "application/json"));
            }
        }

        private String name(EventMessage message, Instant now) {
            ZonedDateTime time = now.atZone(ZoneOffset.UTC);
            return "%s/%s/%s/%s/%s/%s.json"
                    .formatted(
                            message.function().toUpperCase(Locale.ROOT),
                            time.getYear(),
                            time.getMonthValue(),
                            time.getDayOfMonth(),
                            time.getHour(),
                            host.ids().uuid());
        }

        private static ArrayNode json(EventMessage message, String reason, String outcome, Instant now) {
            ObjectNode letter = message.event().json().deepCopy();
            boolean cloud = message.event().isCloudEvent();
            letter.put(cloud ? "deadletterreason" : "deadLetterReason", reason);
            letter.put(cloud ? "deliveryattempts" : "deliveryAttempts", message.attempts());
            letter.put(cloud ? "lastdeliveryoutcome" : "lastDeliveryOutcome", outcome);
            letter.put(
                    cloud ? "publishtime" : "publishTime", message.published().toString());
            letter.put(cloud ? "lastdeliveryattempttime" : "lastDeliveryAttemptTime", now.toString());
            return JsonNodeFactory.instance.arrayNode().add(letter);
        }
    }

    /**
     * The queue message that stores an event until a function has handled it.
     *
     * @param published when the event was published
     * @param attempts how often the function has failed
     */
    record EventMessage(String function, GridEvent event, Instant published, int attempts) {
        private static final ObjectMapper JSON = new ObjectMapper();
        private static final String TYPE = "EventGridTrigger";
        private static final String ID_PREFIX = "Host.Functions.";

        /** Parses the text of a message; empty if it was not written by {@link #text}. */
        static Optional<EventMessage> parse(String text) {
            try {
                JsonNode json = JSON.readTree(Base64.getDecoder().decode(text));
                String id = json.path("FunctionId").asText();
                if (!json.path("Type").asText().equals(TYPE)
                        || !id.startsWith(ID_PREFIX)
                        || !(json.get("Event") instanceof ObjectNode event)) {
                    return Optional.empty();
                }
                return Optional.of(new EventMessage(
                        id.substring(ID_PREFIX.length()),
                        new GridEvent(event),
                        Instant.parse(json.path("Published").asText()),
                        json.path("Attempts").asInt()));
            } catch (IOException | IllegalArgumentException | DateTimeException notOurs) {
                return Optional.empty();
            }
        }

        /** The text of the message, in Base64. */
        String text() {
            ObjectNode json = JSON.createObjectNode()
                    .put("Type", TYPE)
                    .put("FunctionId", ID_PREFIX + function)
                    .put("Published", published.toString())
                    .put("Attempts", attempts);
            json.set("Event", event.json());
            return Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
        }

        EventMessage afterAttempts(int failed) {
            return new EventMessage(function, event, published, failed);
        }
    }
}
