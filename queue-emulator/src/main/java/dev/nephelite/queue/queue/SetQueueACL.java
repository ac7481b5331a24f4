package dev.nephelite.queue.queue;

import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.StoredAccessPolicyList;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import java.io.IOException;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/set-queue-acl">Set Queue ACL</a>. */
public record SetQueueACL(QueueStore store) implements Operation {
    private static final String PERMISSIONS = "raup";

    @Override
    public Response handle(Request request) throws IOException {
        QueueName name = request.path("queue", QueueName::parse);
        StoredAccessPolicyList policies = StoredAccessPolicyList.from(request, PERMISSIONS);

        return store.write(tx -> {
            Queue queue = tx.reader().queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception);
            tx.put(request.account(), queue.with(policies));
            return Response.of(204);
        });
    }
}
