package dev.nephelite.queue.store;

import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.MessageId;
import java.time.Instant;

/**
 * Where one message stands in the order of delivery. It knows when the message expires, so that the expired can be passed
 * over without a look at them.
 */
record DeliveryPosition(MessageId message, Instant expiresAt) {
    static DeliveryPosition of(Message message) {
        return new DeliveryPosition(message.id(), message.expiresAt());
    }

    boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }
}
