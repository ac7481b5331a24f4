package dev.nephelite.queue.queue;

import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/delete-queue3">Delete Queue</a>. */
public record DeleteQueue(QueueStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        QueueName name = request.path("queue", QueueName::parse);

        return store.write(tx -> {
            tx.freesSpace();
            Queue queue = tx.reader().queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception);
            tx.delete(request.account(), queue);
            return Response.of(204);
        });
    }
}
