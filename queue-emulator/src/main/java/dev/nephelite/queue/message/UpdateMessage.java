package dev.nephelite.queue.message;

import static dev.nephelite.queue.model.QueueError.MESSAGE_NOT_FOUND;
import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.NumberParameter;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/update-message">Update Message</a>. */
public record UpdateMessage(QueueStore store, Ids ids) implements Operation {
    private static final NumberParameter VISIBILITY = new NumberParameter("visibilitytimeout", 0, 604_800);

    @Override
    public Response handle(Request request) throws IOException {
        QueueName name = request.path("queue", QueueName::parse);
        Message.Id id = request.path("message", Message.Id::parse);
        Message.PopReceipt receipt = request.requireQuery("popreceipt", Message.PopReceipt::parse);
        Duration invisible = Duration.ofSeconds(VISIBILITY.requireIn(request));
        @Nullable String text = MessageXml.text(request).orElse(null);

        return store.write(tx -> {
            Queue queue = tx.reader().queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception);
            Message before = tx.reader().message(queue, id, tx.now()).orElseThrow(MESSAGE_NOT_FOUND::exception);
            before.requireReceipt(receipt);
            Message after = before.updated(new Message.PopReceipt(ids.uuid()), tx.now(), invisible, text);
            tx.replace(queue, before, after);
            if (after.isVisible(tx.now())) {
                new MessageEnqueued("UpdateMessage", request, name, after).publish(tx);
            }
            return Response.of(204)
                    .header("x-ms-popreceipt", after.receipt())
                    .header("x-ms-time-next-visible", HttpDate.format(after.visibleAt()));
        });
    }
}
