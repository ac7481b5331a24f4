package dev.nephelite.queue.message;

import static dev.nephelite.queue.model.QueueError.MESSAGE_NOT_FOUND;
import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/delete-message2">Delete Message</a>. */
public record DeleteMessage(QueueStore store) implements Operation {
    @Override
    public Response handle(Request request) {
        QueueName name = request.path("queue", QueueName::parse);
        Message.Id id = request.path("message", Message.Id::parse);
        Message.PopReceipt receipt = request.requireQuery("popreceipt", Message.PopReceipt::parse);

        return store.write(tx -> {
            tx.freesSpace();
            Queue queue = tx.reader().queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception);
            Message message = tx.reader().message(queue, id, tx.now()).orElseThrow(MESSAGE_NOT_FOUND::exception);
            message.requireReceipt(receipt);
            tx.remove(queue, message);
            return Response.of(204);
        });
    }
}
