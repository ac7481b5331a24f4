package dev.nephelite.queue.message;

import dev.nephelite.emulator.service.Request;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The change event that wakes listeners of a queue. It has the time from which the message is visible, so that a listener can
 * schedule a poll for a message that is still invisible.
 *
 * @param api the operation, such as {@code PutMessage}
 */
record MessageEnqueued(String api, Request request, QueueName queue, Message message) {
    private static final String TYPE = "Nephelite.Queue.MessageEnqueued";

    void publish(QueueWriter tx) {
        String path = queue + "/messages/" + message.id();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("api", api);
        data.put("requestId", request.id());
        data.put("queue", queue.value());
        data.put("messageId", message.id().toString());
        data.put("url", request.accountUrl() + "/" + path);
        data.put("visibleAt", message.visibleAt().toString());
        data.put("expiresAt", message.expiresAt().toString());
        tx.publish(TYPE, request.account(), "/queueServices/default/queues/" + path, data);
    }
}
