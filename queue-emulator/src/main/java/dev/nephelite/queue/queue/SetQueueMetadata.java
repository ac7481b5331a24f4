package dev.nephelite.queue.queue;

import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/set-queue-metadata">Set Queue Metadata</a>. */
public record SetQueueMetadata(QueueStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        QueueName name = request.path("queue", QueueName::parse);
        Metadata metadata = request.metadata();

        return store.write(tx -> {
            Queue queue = tx.reader().queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception);
            tx.put(request.account(), queue.with(metadata));
            return Response.of(204);
        });
    }
}
