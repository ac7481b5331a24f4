package dev.nephelite.queue.message;

import static dev.nephelite.queue.model.QueueError.QUEUE_NOT_FOUND;

import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.NumberParameter;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.value.HiddenMessages;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** <a href="https://learn.microsoft.com/rest/api/storageservices/peek-messages">Peek Messages</a>. */
public record PeekMessages(QueueStore store) implements Operation {
    private static final NumberParameter COUNT = new NumberParameter("numofmessages", 1, 32);

    @Override
    public Response handle(Request request) {
        QueueName name = request.path("queue", QueueName::parse);
        int most = (int) COUNT.in(request.query(), 1);
        Instant now = request.receivedAt();

        Queue queue = store.read(view -> view.queue(request.account(), name)).orElseThrow(QUEUE_NOT_FOUND::exception);
        @Nullable String hidden = request.headers().get(HiddenMessages.HEADER);
        if (hidden != null) {
            return MessageXml.withHidden(store.read(view -> hidden.equals(HiddenMessages.ALL)
                    ? view.next(queue, now, HiddenMessages.MOST)
                    : view.message(queue, Message.Id.parse(hidden), now).stream()
                            .toList()));
        }
        boolean anyVisible = store.hasVisible(queue, now);
        return MessageXml.peeked(anyVisible ? store.read(view -> view.front(queue, now, most)) : List.of());
    }
}
