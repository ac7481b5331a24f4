package dev.nephelite.queue.message;

import dev.nephelite.emulator.service.Request;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The change event that wakes who waits for messages. It says from when on the message can be had, so that a listener can
 * plan for one that is still invisible.
 *
 * @param api the operation, such as {@code PutMessage}
 */
record MessageEnqueued(String api, Request request, QueueName queue, Message message) {
    private static final String TYPE = "Nephelite.Queue.MessageEnqueued";

    void announce(QueueWriter tx) {
        String path = queue + "/messages/" + message.id();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("api", api);
        data.put("requestId", request.id());
        data.put("queue", queue.value());
        data.put("messageId", message.id().toString());
        data.put("url", request.accountUrl() + "/" + path);
        data.put("visibleAt", message.visibleAt().toString());
        tx.announce(TYPE, request.account(), "/queueServices/default/queues/" + path, data);
    }
}
