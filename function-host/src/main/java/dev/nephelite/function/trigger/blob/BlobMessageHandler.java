package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerEvent.Delivery;
import dev.nephelite.function.trigger.pump.MessageHandler;
import dev.nephelite.function.trigger.queue.StorageQueue;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Runs functions for the blobs in the host's queue. */
final class BlobMessageHandler implements MessageHandler<QueueClient.Message> {
    static final String POISON_QUEUE = "webjobs-blobtrigger-poison";

    /** The delay of a message whose function exists but does not listen because it is disabled or in error. */
    private static final Duration NOT_LISTENING_DELAY = Duration.ofMinutes(1);

    private final Map<String, BlobFunction> functions;
    private final HostContext host;
    private final String queue;
    private final long mostDeliveries;

    /**
     * @param functions by their id
     * @param queue that the messages come from
     */
    BlobMessageHandler(Map<String, BlobFunction> functions, HostContext host, String queue) {
        this.functions = functions;
        this.host = host;
        this.queue = queue;
        mostDeliveries = BlobTrigger.Settings.of(host.app().host()).poisonBlobThreshold();
    }

    @Override
    public CompletableFuture<MessageHandler.Outcome> handle(QueueClient.Message message) {
        return CompletableFuture.supplyAsync(() -> runFor(message), host.executor())
                .thenCompose(run ->
                        run.map(this::begin).orElse(CompletableFuture.completedFuture(MessageHandler.Outcome.DONE)));
    }

    private CompletableFuture<MessageHandler.Outcome> begin(Run run) {
        return host.invoker()
                .invoke(run.function, run.event)
                .whenComplete((outcome, never) -> run.close())
                .thenApply(outcome -> outcome instanceof InvocationResult.Success
                        ? MessageHandler.Outcome.DONE
                        : MessageHandler.Outcome.FAILED);
    }

    /** The run that a message asks for; empty if it is obsolete. Blocks on storage. */
    private Optional<Run> runFor(QueueClient.Message message) {
        Optional<FoundBlob.Message> parsed = FoundBlob.Message.parse(message.text());
        if (parsed.isEmpty()) {
            log("Message '" + message.id() + "' does not name a blob and is dropped.");
            return Optional.empty();
        }
        BlobFunction function = functions.get(parsed.get().functionId());
        if (function == null) {
            TraceScope.run(message.cause(), () -> leaveOrDrop(parsed.get()));
            return Optional.empty();
        }
        FoundBlob found = parsed.get().blob();
        Optional<Run> run = host.invoker().contentForm(function.function()) == ContentForm.STREAM
                ? openRun(function, found, message)
                : wholeRun(function, found, message);
        if (run.isEmpty()) {
            log("Blob '%s' is gone or was written again; function '%s' does not run for this version."
                    .formatted(found.path(), function.function().name()));
        }
        return run;
    }

    private Optional<Run> wholeRun(BlobFunction function, FoundBlob found, QueueClient.Message message) {
        BlobClient blobs = function.account().blobs();
        return blobs.get(found.container(), found.name())
                .filter(blob -> isCurrent(function, found, blob.properties()))
                .map(blob -> new Run(
                        function.function(),
                        triggerEvent(
                                function,
                                found,
                                blob.properties(),
                                BlobFunction.value(blob, host.invoker().takesBytes(function.function())),
                                message),
                        null));
    }

    /** Each attempt opens the blob again. */
    private Optional<Run> openRun(BlobFunction function, FoundBlob found, QueueClient.Message message) {
        Optional<BlobClient.OpenBlob> open = function.account().blobs().open(found.container(), found.name());
        if (open.isPresent() && !isCurrent(function, found, open.get().properties())) {
            open.get().close();
            return Optional.empty();
        }
        return open.map(blob -> new Run(
                function.function(),
                triggerEvent(function, found, blob.properties(), new TypedData.Stream(blob.content()), message),
                blob));
    }

    private static boolean isCurrent(BlobFunction function, FoundBlob found, BlobClient.Properties blob) {
        return function.eventGridOnly() || blob.etag().equals(found.etag());
    }

    private TriggerEvent triggerEvent(
            BlobFunction function,
            FoundBlob found,
            BlobClient.Properties blob,
            TypedData value,
            QueueClient.Message message) {
        Map<String, String> metadata = function.account().blobs().metadata(found.container(), found.name(), blob);
        @Nullable Instant availableAt = message.dequeueCount() == 1 ? blob.lastModified() : null;
        return function.triggerEvent(found, blob, metadata, value, message)
                .delivered(new Delivery(availableAt, message.dequeueCount(), mostDeliveries));
    }

    /**
     * If the app has the function, the message is put back as a new one, so that the delay does not count as an
     * attempt.
     */
    private void leaveOrDrop(FoundBlob.Message message) {
        Optional<FunctionDefinition> function = host.app().function(BlobFunction.nameOf(message.functionId()));
        if (function.isPresent() && function.get().trigger().isType(BlobTrigger.NAME)) {
            host.storage().account(null).queues().add(queue, message.text(), NOT_LISTENING_DELAY);
        }
    }

    /** Where the message is moved if its function keeps failing; empty if the function is unknown. */
    Optional<StorageQueue.PoisonQueue> poisonQueue(QueueClient.Message message) {
        return FoundBlob.Message.parse(message.text())
                .map(FoundBlob.Message::functionId)
                .map(functions::get)
                .map(function -> new StorageQueue.PoisonQueue(queuesOf(function, host), POISON_QUEUE));
    }

    /** The Queue service that has the poison queue: of the account of the blobs, or of the host if that account has none. */
    static QueueClient queuesOf(BlobFunction function, HostContext host) {
        try {
            return function.account().queues();
        } catch (InvalidAppException ignored) {
            return host.storage().account(null).queues();
        }
    }

    private void log(String message) {
        host.log().debug(BlobListener.LOG_CATEGORY, message);
    }

    /**
     * One call of a function.
     *
     * @param open the stream that the function reads; null if it receives the whole content
     */
    private record Run(FunctionDefinition function, TriggerEvent event, BlobClient.@Nullable OpenBlob open) {
        void close() {
            if (open != null) {
                open.close();
            }
        }
    }
}
