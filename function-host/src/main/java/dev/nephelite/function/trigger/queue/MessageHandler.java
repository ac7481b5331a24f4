package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.QueueClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Handles the messages of a {@link MessagePump}. Called by any thread. */
public interface MessageHandler {
    /** Starts to handle the message and returns soon. A result that completes exceptionally counts as a failure. */
    CompletableFuture<Outcome> handle(QueueClient.Message message);

    /**
     * The queue for a message that cannot be handled; if empty, the message stays hidden for a while and is delivered
     * again.
     */
    Optional<PoisonQueue> poisonQueue(QueueClient.Message message);

    /** The outcome of handling a message. */
    public enum Outcome {
        /** The message was handled and is deleted. */
        DONE,
        /** Handling failed; it is retried until the maximum dequeue count is reached. */
        FAILED,
        /** The message cannot be decoded and is moved to the poison queue at once. */
        UNREADABLE
    }

    /** Where messages are moved that could not be handled. */
    public record PoisonQueue(QueueClient queues, String name) {
        /** Adds a message as it was received. */
        void add(String text) {
            queues.add(name, text);
        }
    }
}
