package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.worker.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Handles the messages of a queue by running a function. */
final class QueueFunction implements MessageHandler {
    private static final String POISON_SUFFIX = "-poison";

    private final FunctionDefinition function;
    private final String queue;
    private final HostContext host;
    private final Optional<MessageHandler.PoisonQueue> poison;

    QueueFunction(FunctionDefinition function, String queue, QueueClient queues, HostContext host) {
        this.function = function;
        this.queue = queue;
        this.host = host;
        poison = Optional.of(queue + POISON_SUFFIX)
                .filter(name -> name.matches(QueueTrigger.VALID_NAME) && !queue.endsWith(POISON_SUFFIX))
                .map(name -> new MessageHandler.PoisonQueue(queues, name));
    }

    @Override
    public CompletableFuture<MessageHandler.Outcome> handle(QueueClient.Message message) {
        byte[] body;
        try {
            body = decode(message.text());
        } catch (IllegalArgumentException notBase64) {
            host.log()
                    .warning(
                            MessagePump.LOG_CATEGORY,
                            "Message decoding has failed! Check MessageEncoding settings. MessageId=" + message.id());
            return CompletableFuture.completedFuture(MessageHandler.Outcome.UNREADABLE);
        }
        String reason = "New queue message detected on '" + queue + "'.";
        Trigger trigger =
                QueueTrigger.trigger(reason, message, body, host.invoker().takesBytes(function));
        return host.invoker()
                .invoke(function, trigger)
                .thenApply(outcome -> outcome instanceof InvocationResult.Success
                        ? MessageHandler.Outcome.DONE
                        : MessageHandler.Outcome.FAILED);
    }

    @Override
    public Optional<MessageHandler.PoisonQueue> poisonQueue(QueueClient.Message message) {
        return poison;
    }

    private byte[] decode(String text) {
        if (!host.app().host().queues().base64()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        String compact = text.replaceAll("\\s", "");
        if (compact.length() % 4 != 0) {
            throw new IllegalArgumentException("The padding is missing.");
        }
        return Base64.getDecoder().decode(compact);
    }
}
