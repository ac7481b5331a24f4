package dev.nephelite.queue.queue;

import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-queue-metadata">Get Queue Metadata</a>. */
public record GetQueueMetadata(QueueStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        QueueName name = request.path("queue", QueueName::parse);

        return store.read(view -> {
            Queue queue = view.queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception);
            Response response = Response.of(200).header("x-ms-approximate-messages-count", view.count(queue));
            queue.metadata().pairs().forEach((key, value) -> response.header(Metadata.HEADER_PREFIX + key, value));
            return response;
        });
    }
}
