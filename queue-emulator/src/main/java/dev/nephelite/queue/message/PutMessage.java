package dev.nephelite.queue.message;

import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.NumberParameter;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/put-message">Put Message</a>. */
public record PutMessage(QueueStore store, Ids ids) implements Operation {
    private static final NumberParameter VISIBILITY = new NumberParameter("visibilitytimeout", 0, 604_800);

    /** The first protocol version whose response has a body. */
    private static final String BODY_SINCE = "2016-05-31";

    @Override
    public Response handle(Request request) throws IOException {
        QueueName name = request.path("queue", QueueName::parse);
        Duration invisible = Duration.ofSeconds(VISIBILITY.in(request.query(), 0));
        Message.TimeToLive timeToLive = Objects.requireNonNullElse(
                request.query().get("messagettl", Message.TimeToLive::parse), Message.TimeToLive.SEVEN_DAYS);
        timeToLive.requireAllowedIn(request.version());
        timeToLive.requireLongerThan(invisible);
        String text = MessageXml.requireText(request);

        return store.write(tx -> {
            Queue queue = tx.reader().queue(request.account(), name).orElseThrow(QUEUE_NOT_FOUND::exception);
            Instant now = tx.now();
            Message message = new Message(
                    Message.Id.of(now, ids.uuid()),
                    tx.nextSequence(),
                    text,
                    now,
                    now.plus(invisible),
                    timeToLive.after(now),
                    new Message.PopReceipt(ids.uuid()),
                    0,
                    tx.trace());
            tx.add(queue, message);
            new MessageEnqueued("PutMessage", request, name, message).publish(tx);
            boolean hasBody = request.version().compareTo(BODY_SINCE) >= 0;
            return hasBody ? MessageXml.put(message) : Response.of(201);
        });
    }
}
