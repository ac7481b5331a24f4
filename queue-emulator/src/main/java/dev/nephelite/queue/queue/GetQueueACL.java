package dev.nephelite.queue.queue;

import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-queue-acl">Get Queue ACL</a>. */
public record GetQueueACL(QueueStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        QueueName name = request.path("queue", QueueName::parse);

        Queue queue = store.read(view -> view.queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception));
        return queue.policies().answer();
    }
}
