package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.QueueClient;

/** Where messages go that nobody could handle. */
public record PoisonQueue(QueueClient queues, String name) {
    /** Puts a message aside, as it was received. */
    void add(String text) {
        queues.add(name, text);
    }
}
