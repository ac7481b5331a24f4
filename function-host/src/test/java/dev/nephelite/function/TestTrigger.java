package dev.nephelite.function;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.expression.ExpressionNames;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.ListenerFactory;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.pump.MessageHandler.Outcome;
import dev.nephelite.function.trigger.pump.MessagePump;
import dev.nephelite.function.trigger.pump.MessageSource;
import dev.nephelite.function.trigger.pump.PumpSettings;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A trigger as a contributor would add it: one class with all that the host needs to know, and nothing elsewhere. It runs
 * a function for each message of a source in memory.
 */
record TestTrigger(MemorySource source) implements TriggerType {
    private static final String SECTION = "extensions:test:";

    @Override
    public String name() {
        return "testTrigger";
    }

    @Override
    public String sourceAttribute() {
        return "channel";
    }

    @Override
    public Connection connection() {
        return Connection.STORAGE;
    }

    @Override
    public void checkSettings(HostSettings host) {
        maxDeliveries(host);
    }

    private static int maxDeliveries(HostSettings host) {
        return host.configuration().number(SECTION + "maxDeliveries", 5, 1, 10);
    }

    @Override
    public ExpressionNames expressionNames(BindingDefinition trigger, AppSettings settings) {
        return ExpressionNames.of(List.of("channel"));
    }

    @Override
    public RetryRule retryRule() {
        return RetryRule.POLICY;
    }

    @Override
    public ListenerFactory listenerFactory(HostContext host) {
        return new TestListenerFactory(host, source);
    }

    private record TestListenerFactory(HostContext host, MemorySource source) implements ListenerFactory {
        @Override
        public Listener listener(FunctionDefinition function) {
            PumpSettings settings = new PumpSettings(
                    function.name(),
                    new PumpSettings.Batches(1, 0),
                    new PumpSettings.Retries(maxDeliveries(host.app().host()), Duration.ZERO),
                    new PumpSettings.Lock(Duration.ofMinutes(10), Duration.ofMinutes(5)),
                    Duration.ofMinutes(10));
            return new MessagePump<>(settings, source, message -> run(function, message), host);
        }

        private CompletableFuture<Outcome> run(FunctionDefinition function, MemorySource.Message message) {
            return host.invoker()
                    .invoke(function, manualEvent(function, message.text()))
                    .thenApply(result -> result instanceof InvocationResult.Success ? Outcome.DONE : Outcome.FAILED);
        }

        @Override
        public TriggerEvent manualEvent(FunctionDefinition function, String input) {
            String channel = function.trigger().requireText("channel");
            return new TriggerEvent(
                    "A message came on '" + channel + "'.",
                    Map.of(),
                    new TypedData.Text(input),
                    Map.of("channel", new TypedData.Text(channel)));
        }
    }

    /** Messages in memory. */
    static final class MemorySource implements MessageSource<MemorySource.Message> {
        private final Queue<Message> messages = new ArrayDeque<>();
        private final List<Observer> observers = new ArrayList<>();
        private final Map<String, CompletableFuture<String>> settled = new ConcurrentHashMap<>();

        /**
         * Adds a message.
         *
         * @return completes with what happens to it at the end
         */
        CompletableFuture<String> add(String text) {
            List<Observer> notified;
            synchronized (this) {
                messages.add(new Message(text, 1));
                notified = List.copyOf(observers);
            }
            CompletableFuture<String> end = settled.computeIfAbsent(text, absent -> new CompletableFuture<>());
            notified.forEach(observer -> observer.messageAdded());
            return end;
        }

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public String id(Message message) {
            return message.text();
        }

        @Override
        public long deliveries(Message message) {
            return message.deliveries();
        }

        @Override
        public synchronized List<Message> receive(int maximum, Duration lock) {
            return Optional.ofNullable(messages.poll()).stream().toList();
        }

        @Override
        public Message renew(Message message, Duration lock) {
            return message;
        }

        @Override
        public void complete(Message message) {
            settle(message, "completed");
        }

        @Override
        public synchronized void abandon(Message message, Duration delay) {
            messages.add(new Message(message.text(), message.deliveries() + 1));
        }

        @Override
        public Optional<String> deadLetterQueue(Message message) {
            return Optional.of("dead");
        }

        @Override
        public void deadLetter(Message message) {
            settle(message, "dead-lettered after " + message.deliveries());
        }

        private void settle(Message message, String how) {
            settled.computeIfAbsent(message.text(), absent -> new CompletableFuture<>())
                    .complete(how);
        }

        @Override
        public synchronized Subscription subscribe(Observer observer) {
            observers.add(observer);
            return () -> {};
        }

        record Message(String text, long deliveries) {}
    }
}
