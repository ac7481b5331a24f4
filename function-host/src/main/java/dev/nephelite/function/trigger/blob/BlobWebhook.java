package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.trigger.Webhook;
import dev.nephelite.function.trigger.eventgrid.EventWebhookHandler;
import dev.nephelite.function.trigger.eventgrid.GridEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where Event Grid posts events about the blobs of one function, {@code ?functionName=Host.Functions.NAME}. */
record BlobWebhook(BlobListener listener) implements Webhook {
    private static final String DELETED = "Microsoft.Storage.BlobDeleted";

    @Override
    public String extension() {
        return "blobs";
    }

    @Override
    public CompletableFuture<Response> answer(HttpRequest request, String rest) throws IOException {
        if (!rest.isEmpty() && !rest.equals("/")) {
            return EventWebhookHandler.now(Response.of(404));
        }
        @Nullable
        String name = QueryParameters.parseLeniently(request.rawQuery()).get("functionName");
        Optional<BlobFunction> function = listener.pushedFunction(name == null ? "" : name);
        if (function.isEmpty()) {
            return EventWebhookHandler.now(EventWebhookHandler.refused(
                    404,
                    "cannot find function: '%s'. It must be the name of a function with a blobTrigger of the source"
                                    .formatted(name == null ? "" : name)
                            + " EventGrid, behind 'Host.Functions.'."));
        }
        return EventWebhookHandler.answer(request, events -> push(function.get(), events));
    }

    private CompletableFuture<Response> push(BlobFunction function, List<GridEvent> events) {
        List<CompletableFuture<Void>> pushed = new ArrayList<>();
        for (GridEvent event : events) {
            Optional<FoundBlob> blob = FoundBlob.in(event);
            if (blob.isEmpty()) {
                return EventWebhookHandler.now(
                        EventWebhookHandler.refused(400, "No blob is the subject of this event: " + event.json()));
            }
            if (function.matches(blob.get()) && !event.type().equals(DELETED)) {
                pushed.add(listener.push(function, blob.get()));
            }
        }
        return CompletableFuture.allOf(pushed.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> failure == null
                        ? Response.of(202)
                        : EventWebhookHandler.refused(500, String.valueOf(failure.getMessage())));
    }
}
