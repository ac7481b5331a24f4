package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.queue.MessageHandler;
import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions for the events that messages in the host's queue tell of. Events of one subject run one after the other;
 * what fails waits for its next attempt and lets the others by.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry">Delivery and retry</a>
 */
final class EventMessageHandler implements MessageHandler {
    /** How long an event waits after its first failure, after its second, and so on; from then on as after the last. */
    private static final List<Duration> PAUSES = List.of(
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

    /** How long an event is left alone whose function is there but does not listen, for being disabled or in error. */
    private static final Duration UNTIL_FUNCTION_LISTENS = Duration.ofMinutes(1);

    private final Map<String, EventSubscription> subscriptions;
    private final HostContext host;
    private final String queue;
    private final Consumer<Duration> waits;
    private final DeadLetters deadLetters;
    private final KeyedSerialExecutor keyedSerialExecutor = new KeyedSerialExecutor();

    /**
     * @param subscriptions by the names of their functions
     * @param queue where the messages are from
     * @param waits told how long a message stays hidden that was put back
     */
    EventMessageHandler(
            Map<String, EventSubscription> subscriptions, HostContext host, String queue, Consumer<Duration> waits) {
        this.subscriptions = subscriptions;
        this.host = host;
        this.queue = queue;
        this.waits = waits;
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
            return CompletableFuture.supplyAsync(() -> leaveOrDrop(message), host.executor());
        }
        // Whoever received the message before us has not come to its end, so that was an attempt as well.
        int attempts = message.attempts() + (int) received.dequeueCount();
        return keyedSerialExecutor.after(
                message.function() + " " + message.event().subject(),
                () -> deliver(subscription, message.afterAttempts(attempts)));
    }

    private CompletableFuture<MessageHandler.Outcome> deliver(EventSubscription subscription, EventMessage message) {
        if (message.attempts() > subscription.attempts()) {
            deadLetters.add(subscription, message, "MaxDeliveryAttemptsExceeded", "The host ended while it ran.");
            return CompletableFuture.completedFuture(MessageHandler.Outcome.DONE);
        }
        return host.invoker()
                .invoke(
                        subscription.function(),
                        subscription.trigger(message.event(), host.clock().now()))
                .thenApplyAsync(
                        outcome -> outcome instanceof InvocationResult.Failure failure
                                ? putBack(subscription, message, failure.message())
                                : MessageHandler.Outcome.DONE,
                        host.executor());
    }

    private MessageHandler.Outcome putBack(EventSubscription subscription, EventMessage message, String outcome) {
        Duration pause = PAUSES.get(Math.min(message.attempts(), PAUSES.size()) - 1);
        Instant end = message.published().plus(subscription.timeToLive());
        if (message.attempts() >= subscription.attempts()) {
            deadLetters.add(subscription, message, "MaxDeliveryAttemptsExceeded", outcome);
        } else if (host.clock().now().plus(pause).isAfter(end)) {
            deadLetters.add(subscription, message, "TimeToLiveExceeded", outcome);
        } else {
            hide(message, pause);
            host.log()
                    .information(
                            EventGridTrigger.LOG_CATEGORY,
                            "Function '%s' gets event '%s' again in %d seconds."
                                    .formatted(
                                            message.function(), message.event().id(), pause.toSeconds()));
        }
        return MessageHandler.Outcome.DONE;
    }

    /** A message for a function that is there is put back as new, so that its waiting does not count as trying. */
    private MessageHandler.Outcome leaveOrDrop(EventMessage message) {
        Optional<FunctionDefinition> function = host.app().function(message.function());
        if (function.isPresent() && function.get().trigger().isType(EventGridTrigger.NAME)) {
            hide(message, UNTIL_FUNCTION_LISTENS);
        } else {
            log("An event for function '" + message.function() + "' is dropped because the app has no such function.");
        }
        return MessageHandler.Outcome.DONE;
    }

    private void hide(EventMessage message, Duration pause) {
        host.storage().account(null).queues().add(queue, message.text(), pause);
        waits.accept(pause);
    }

    @Override
    public Optional<MessageHandler.PoisonQueue> poisonQueue(QueueClient.Message message) {
        return Optional.empty();
    }

    private void log(String message) {
        host.log().debug(EventGridTrigger.LOG_CATEGORY, message);
    }

    /** Lets work of the same key begin only when the work before it has ended. Safe for concurrent use. */
    private static final class KeyedSerialExecutor {
        private final Map<String, CompletableFuture<Void>> last = new HashMap<>();

        /** Begins {@code work} when it is its turn; how the work before it ended makes no difference. */
        <T> CompletableFuture<T> after(String key, Supplier<CompletableFuture<T>> work) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            return before(key, end).thenCompose(turn -> work.get()).whenComplete((result, failure) -> {
                leave(key, end);
                end.complete(null);
            });
        }

        private synchronized CompletableFuture<Void> before(String key, CompletableFuture<Void> end) {
            @Nullable CompletableFuture<Void> before = last.put(key, end);
            return before == null ? CompletableFuture.completedFuture(null) : before;
        }

        private synchronized void leave(String key, CompletableFuture<Void> end) {
            last.remove(key, end);
        }
    }
}
