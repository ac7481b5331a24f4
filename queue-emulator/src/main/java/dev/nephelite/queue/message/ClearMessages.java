package dev.nephelite.queue.message;

import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/clear-messages">Clear Messages</a>. */
public record ClearMessages(QueueStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        QueueName name = request.path("queue", QueueName::parse);

        return store.write(tx -> {
            tx.freesSpace();
            Queue queue = tx.reader().queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception);
            tx.clear(request.account(), queue);
            return Response.of(204);
        });
    }
}
