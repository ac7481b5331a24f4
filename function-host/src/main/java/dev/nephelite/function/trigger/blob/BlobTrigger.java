package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.Configuration;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.expression.ExpressionNames;
import dev.nephelite.function.expression.PathPattern;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.ListenerFactory;
import dev.nephelite.function.trigger.RecordedContent;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.Webhook;
import dev.nephelite.function.trigger.eventgrid.EventDelivery;
import dev.nephelite.function.trigger.eventgrid.GridEvent;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.Subject;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Runs a function for every new version of the blobs that match a path. */
public final class BlobTrigger implements TriggerType {
    static final String NAME = "blobTrigger";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String sourceAttribute() {
        return "path";
    }

    @Override
    public Connection connection() {
        return Connection.STORAGE;
    }

    @Override
    public void checkSettings(HostSettings host) {
        Settings.of(host);
    }

    /** What the path of the trigger captures, and what a blob has. */
    @Override
    public ExpressionNames expressionNames(BindingDefinition trigger, AppSettings settings) {
        List<String> names = new ArrayList<>(List.of("BlobTrigger", "Uri", "Properties", "Metadata"));
        names.addAll(captures(settings.resolve(trigger.requireText("path"))));
        return ExpressionNames.of(names);
    }

    /** None for an invalid path, which is reported as an error of the trigger. */
    private static List<String> captures(String path) {
        try {
            return PathPattern.parse(path).names();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    @Override
    public RetryRule retryRule() {
        return RetryRule.of("A failed blob is retried as 'extensions.blobs' in host.json says.");
    }

    @Override
    public ListenerFactory listenerFactory(HostContext host) {
        return new BlobListenerFactory(host, new BlobListener(host));
    }

    /** @param listener that all functions of the app share */
    private record BlobListenerFactory(HostContext host, BlobListener listener) implements ListenerFactory {
        @Override
        public Listener listener(FunctionDefinition function) {
            host.storage().account(null).queues();
            BlobFunction blobFunction = BlobFunction.of(function, host);
            blobFunction.account().blobs();
            return listener.listenerOf(blobFunction);
        }

        @Override
        public Optional<Webhook> webhook() {
            return Optional.of(new BlobWebhook(listener));
        }

        @Override
        public List<Fact> explain(FunctionDefinition function, Subject subject, PastRuns past) {
            return new BlobExplainer(function, host, listener, past).explain(subject);
        }

        @Override
        public TriggerEvent manualEvent(FunctionDefinition function, String input) {
            BlobFunction blobFunction = BlobFunction.of(function, host);
            String path = input.startsWith("/") ? input.substring(1) : input;
            int slash = path.indexOf('/');
            if (slash < 1 || slash == path.length() - 1) {
                throw new IllegalArgumentException("'" + input + "' is not the path of a blob. Write container/name.");
            }
            String container = path.substring(0, slash);
            String name = path.substring(slash + 1);
            BlobClient blobs = blobFunction.account().blobs();
            BlobClient.Blob blob = blobs.get(container, name)
                    .orElseThrow(() -> new IllegalArgumentException("There is no blob '" + path + "'."));
            return blobFunction.manualEvent(
                    container,
                    name,
                    blob,
                    blobs.metadata(container, name, blob.properties()),
                    host.invoker().takesBytes(function));
        }

        /** The content of a large blob, or of one that was a stream, is read again if the blob was not written since then. */
        @Override
        public TriggerEvent repeatedEvent(FunctionDefinition function, TriggerEvent recorded) {
            BlobFunction blobFunction = BlobFunction.of(function, host);
            TypedData content = recorded.value().equals(TypedData.NONE)
                    ? new TypedData.Bytes(blobFunction.unchangedContent(recorded))
                    : recorded.value();
            return new TriggerEvent(
                    recorded.reason(),
                    recorded.details(),
                    RecordedContent.of(
                            content,
                            host.invoker().contentForm(function),
                            function.trigger().isBinary()),
                    recorded.metadata());
        }
    }

    /** Where Event Grid posts events about the blobs of one function, {@code ?functionName=Host.Functions.NAME}. */
    private record BlobWebhook(BlobListener listener) implements Webhook {
        private static final String DELETED = "Microsoft.Storage.BlobDeleted";

        @Override
        public String extension() {
            return "blobs";
        }

        @Override
        public CompletableFuture<Response> answer(HttpRequest request, String rest) throws IOException {
            if (!rest.isEmpty() && !rest.equals("/")) {
                return EventDelivery.now(Response.of(404));
            }
            @Nullable
            String name = QueryParameters.parseLeniently(request.rawQuery()).get("functionName");
            Optional<BlobFunction> function = listener.eventGridFunction(name == null ? "" : name);
            if (function.isEmpty()) {
                return EventDelivery.now(EventDelivery.refused(
                        404,
                        "cannot find function: '%s'. It must be the name of a function with a blobTrigger of the source"
                                        .formatted(name == null ? "" : name)
                                + " EventGrid, behind 'Host.Functions.'."));
            }
            return EventDelivery.answer(
                    request, events -> push(function.get(), events, TraceContext.sentIn(request.headers())));
        }

        private CompletableFuture<Response> push(
                BlobFunction function, List<GridEvent> events, @Nullable TraceContext request) {
            List<CompletableFuture<Void>> pushed = new ArrayList<>();
            for (GridEvent event : events) {
                Optional<FoundBlob> blob = FoundBlob.in(event);
                if (blob.isEmpty()) {
                    return EventDelivery.now(
                            EventDelivery.refused(400, "No blob is the subject of this event: " + event.json()));
                }
                if (function.matches(blob.get()) && !event.type().equals(DELETED)) {
                    pushed.add(listener.push(function, blob.get(), event.causeOr(request)));
                }
            }
            return CompletableFuture.allOf(pushed.toArray(CompletableFuture[]::new))
                    .handle((done, failure) -> failure == null
                            ? Response.of(202)
                            : EventDelivery.refused(500, String.valueOf(failure.getMessage())));
        }
    }

    /**
     * The section {@code extensions.blobs} of {@code host.json}.
     *
     * @param maxDegreeOfParallelism the number of blobs that one function handles concurrently
     * @param poisonBlobThreshold attempts before a blob is reported to the poison queue
     */
    public record Settings(int maxDegreeOfParallelism, int poisonBlobThreshold) {
        private static final String SECTION = "extensions:blobs:";

        /**
         * Reads the section.
         *
         * @throws dev.nephelite.function.app.config.InvalidAppException if a value is invalid
         */
        public static Settings of(HostSettings host) {
            Configuration configuration = host.configuration();
            int processors = Runtime.getRuntime().availableProcessors();
            return new Settings(
                    configuration.number(SECTION + "maxDegreeOfParallelism", 8 * processors, 1, Integer.MAX_VALUE),
                    configuration.number(SECTION + "poisonBlobThreshold", 5, 1, Integer.MAX_VALUE));
        }
    }
}
