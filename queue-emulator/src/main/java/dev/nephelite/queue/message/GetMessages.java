package dev.nephelite.queue.message;

import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.NumberParameter;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import dev.nephelite.queue.store.QueueWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/get-messages">Get Messages</a>. */
public record GetMessages(QueueStore store, Ids ids) implements Operation {
    private static final NumberParameter COUNT = new NumberParameter("numofmessages", 1, 32);
    private static final NumberParameter VISIBILITY = new NumberParameter("visibilitytimeout", 1, 604_800);
    private static final int DEFAULT_VISIBILITY = 30;

    @Override
    public Response handle(Request request) {
        request.requirePrimary();
        QueueName name = request.path("queue", QueueName::parse);
        int most = (int) COUNT.in(request.query(), 1);
        Duration invisible = Duration.ofSeconds(VISIBILITY.in(request.query(), DEFAULT_VISIBILITY));

        Queue known = store.read(view -> view.queue(request.account(), name)).orElseThrow(QUEUE_NOT_FOUND::exception);
        if (!store.hasVisible(known, request.receivedAt())) {
            return MessageXml.delivered(List.of(), false);
        }
        List<Delivered> delivered = store.write(tx -> {
            Queue queue = tx.reader().queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception);
            return tx.reader().front(queue, tx.now(), most).stream()
                    .map(message -> deliver(message, queue, invisible, tx))
                    .toList();
        });
        return MessageXml.delivered(delivered, request.headers().has(TraceContext.WANTED));
    }

    private Delivered deliver(Message message, Queue queue, Duration invisible, QueueWriter tx) {
        Message delivered = message.delivered(new Message.PopReceipt(ids.uuid()), tx.now(), invisible);
        tx.replace(queue, message, delivered);
        return new Delivered(delivered, message.visibleAt());
    }

    /**
     * A message that a client gets.
     *
     * @param visibleSince when it became visible
     */
    record Delivered(Message message, Instant visibleSince) {}
}
