package dev.nephelite.function.trigger.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.ListenerFactory;
import dev.nephelite.function.trigger.RecordedContent;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerEvent.Delivery;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.pump.MessageHandler;
import dev.nephelite.function.trigger.pump.MessagePump;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.Subject;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Runs a function for every message of a queue. */
public final class QueueTrigger implements TriggerType {
    private static final Duration TIME_TO_LIVE = Duration.ofDays(7);
    private static final String VALID_NAME = "(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*";
    private static final String POISON_SUFFIX = "-poison";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The metadata that a message has in addition to what it says itself. */
    private static final Set<String> OF_MESSAGES =
            Set.of("DequeueCount", "ExpirationTime", "Id", "InsertionTime", "NextVisibleTime", "PopReceipt");

    private static final DateTimeFormatter TO_THE_SECOND = utc("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter TO_THE_MILLISECOND = utc("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    @Override
    public String name() {
        return "queueTrigger";
    }

    @Override
    public String sourceAttribute() {
        return "queueName";
    }

    @Override
    public Connection connection() {
        return Connection.STORAGE;
    }

    @Override
    public void checkSettings(HostSettings host) {
        QueueSettings.of(host);
    }

    @Override
    public RetryRule retryRule() {
        return RetryRule.of("A failed message is retried as 'extensions.queues' in host.json says.");
    }

    @Override
    public ListenerFactory listenerFactory(HostContext host) {
        return new QueueListenerFactory(host, new ConcurrentHashMap<>());
    }

    /** @param pumps the listeners, by the name of their function */
    private record QueueListenerFactory(HostContext host, Map<String, MessagePump<?>> pumps)
            implements ListenerFactory {
        @Override
        public Listener listener(FunctionDefinition function) {
            BindingDefinition binding = function.trigger();
            String queue = queueName(binding, host);
            StorageAccount account = host.storage().account(binding.text("connection"));
            StorageQueue source =
                    new StorageQueue(account, queue, host.flags(), message -> poisonQueue(queue, account.queues()));
            MessagePump<?> pump = new MessagePump<>(
                    QueueSettings.pump(function.name(), host),
                    source,
                    new QueueMessageHandler(
                            function, queue, QueueSettings.of(host.app().host()), host),
                    host);
            pumps.put(function.name(), pump);
            return pump;
        }

        @Override
        public List<Fact> explain(FunctionDefinition function, Subject subject, PastRuns past) {
            BindingDefinition binding = function.trigger();
            MessagePump<?> pump = pumps.get(function.name());
            return new QueueExplainer(
                            function,
                            queueName(binding, host),
                            host.storage().account(binding.text("connection")),
                            host,
                            pump == null ? null : pump.state(),
                            past)
                    .explain(subject);
        }

        @Override
        public TriggerEvent manualEvent(FunctionDefinition function, String input) {
            Instant now = host.clocks().cloud().now();
            QueueClient.Message message = new QueueClient.Message(
                    host.ids().uuid().toString(), "", now, now.plus(TIME_TO_LIVE), now, 0, input, null, null);
            byte[] body = input.getBytes(StandardCharsets.UTF_8);
            return triggerEvent(
                    TriggerEvent.MANUAL, message, body, host.invoker().takesBytes(function));
        }

        @Override
        public TriggerEvent repeatedEvent(FunctionDefinition function, TriggerEvent recorded) {
            RecordedContent.require(recorded);
            byte[] body = RecordedContent.bytes(recorded.value());
            Map<String, TypedData> metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            recorded.metadata().forEach((name, value) -> {
                if (OF_MESSAGES.contains(name)) {
                    metadata.put(name, value);
                }
            });
            metadata.putAll(metadataOf(body));
            return new TriggerEvent(
                    recorded.reason(),
                    recorded.details(),
                    value(body, host.invoker().takesBytes(function)),
                    metadata);
        }
    }

    private static Optional<StorageQueue.PoisonQueue> poisonQueue(String queue, QueueClient queues) {
        return poisonQueue(queue).map(name -> new StorageQueue.PoisonQueue(queues, name));
    }

    /** The name of the queue to which messages are moved that cannot be handled; empty for poison queues themselves. */
    static Optional<String> poisonQueue(String queue) {
        return Optional.of(queue + POISON_SUFFIX)
                .filter(name -> name.matches(VALID_NAME) && !queue.endsWith(POISON_SUFFIX));
    }

    private static String queueName(BindingDefinition binding, HostContext host) {
        String name =
                host.app().settings().resolve(binding.requireText("queueName")).toLowerCase(Locale.ROOT);
        if (!name.matches(VALID_NAME)) {
            throw new InvalidAppException("'" + name
                    + "' is not a valid queue name. Use 3 to 63 lowercase letters, digits and single hyphens.");
        }
        return name;
    }

    /**
     * The trigger of a message.
     *
     * @param body the message, decoded
     * @param binary whether the function receives bytes; it receives text otherwise
     * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#message-metadata">Message
     *     metadata</a>
     */
    static TriggerEvent triggerEvent(String reason, QueueClient.Message message, byte[] body, boolean binary) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("MessageId", message.id());
        details.put("DequeueCount", Long.toString(message.dequeueCount()));
        details.put("InsertedOn", TO_THE_MILLISECOND.format(message.insertedOn()));
        return new TriggerEvent(reason, details, value(body, binary), metadata(message, body), message.cause());
    }

    private static TypedData value(byte[] body, boolean binary) {
        return binary ? new TypedData.Bytes(body) : new TypedData.Text(new String(body, StandardCharsets.UTF_8));
    }

    private static Map<String, TypedData> metadata(QueueClient.Message message, byte[] body) {
        Map<String, TypedData> metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        metadata.put("DequeueCount", new TypedData.Json(Long.toString(message.dequeueCount())));
        metadata.put("ExpirationTime", moment(message.expiresOn()));
        metadata.put("Id", new TypedData.Text(message.id()));
        metadata.put("InsertionTime", moment(message.insertedOn()));
        metadata.put("NextVisibleTime", moment(message.nextVisibleOn()));
        metadata.put("PopReceipt", new TypedData.Text(message.popReceipt()));
        metadata.putAll(metadataOf(body));
        return metadata;
    }

    /** What a message says itself; nothing if it is no text. */
    private static Map<String, TypedData> metadataOf(byte[] body) {
        Map<String, TypedData> metadata = new LinkedHashMap<>();
        text(body).ifPresent(text -> {
            metadata.put("QueueTrigger", new TypedData.Text(text));
            metadata.putAll(propertiesOf(text));
        });
        return metadata;
    }

    private static TypedData moment(Instant moment) {
        return new TypedData.Json('"' + TO_THE_SECOND.format(moment) + '"');
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /** The members of a JSON object, arrays left out; nothing when the text is anything else. */
    private static Map<String, TypedData> propertiesOf(String text) {
        Map<String, TypedData> properties = new LinkedHashMap<>();
        if (!text.stripLeading().startsWith("{")) {
            return properties;
        }
        try {
            for (Map.Entry<String, JsonNode> property : JSON.readTree(text).properties()) {
                JsonNode value = property.getValue();
                if (value.isObject()) {
                    properties.put(property.getKey(), new TypedData.Json(value.toString()));
                } else if (!value.isArray()) {
                    properties.put(property.getKey(), new TypedData.Text(value.isNull() ? "" : value.asText()));
                }
            }
        } catch (JsonProcessingException notJson) {
            properties.clear();
        }
        return properties;
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** Handles the messages of a queue by running a function. */
    private record QueueMessageHandler(
            FunctionDefinition function, String queue, QueueSettings settings, HostContext host)
            implements MessageHandler<QueueClient.Message> {
        @Override
        public CompletableFuture<MessageHandler.Outcome> handle(QueueClient.Message message) {
            byte[] body;
            try {
                body = settings.decode(message.text());
            } catch (IllegalArgumentException notBase64) {
                host.log()
                        .warning(
                                MessagePump.LOG_CATEGORY,
                                "Message decoding has failed! Check MessageEncoding settings. MessageId="
                                        + message.id());
                return CompletableFuture.completedFuture(MessageHandler.Outcome.UNREADABLE);
            }
            String reason = "New queue message detected on '" + queue + "'.";
            TriggerEvent event = QueueTrigger.triggerEvent(
                            reason, message, body, host.invoker().takesBytes(function))
                    .delivered(new Delivery(
                            message.visibleSince(), message.dequeueCount(), (long) settings.maxDequeueCount()));
            return host.invoker()
                    .invoke(function, event)
                    .thenApply(outcome -> outcome instanceof InvocationResult.Success
                            ? MessageHandler.Outcome.DONE
                            : MessageHandler.Outcome.FAILED);
        }
    }
}
