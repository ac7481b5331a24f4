package dev.nephelite.queue.queue;

import static dev.nephelite.queue.model.QueueError.QUEUE_ALREADY_EXISTS;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import java.util.Optional;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/create-queue4">Create Queue</a>. */
public record CreateQueue(QueueStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        QueueName name = request.path("queue", QueueName::parse);
        Metadata metadata = request.metadata();

        return store.write(tx -> {
            Optional<Queue> existing = tx.reader().queue(request.account(), name);
            if (existing.isEmpty()) {
                tx.create(request.account(), name, metadata);
                return Response.of(201);
            }
            if (existing.get().metadata().matches(metadata)) {
                return Response.of(204);
            }
            throw QUEUE_ALREADY_EXISTS.exception();
        });
    }
}
