package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.QueueClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a {@link MessagePump} does with a message. Called by any thread. */
public interface MessageHandler {
    /** Begins to work on the message and returns soon. A result that completes exceptionally is a failure. */
    CompletableFuture<Outcome> handle(QueueClient.Message message);

    /** Where the message goes when it cannot be handled; nowhere, and it stays hidden for a while and comes again. */
    Optional<PoisonQueue> poisonQueue(QueueClient.Message message);

    /** What became of a message, and so what happens to it next. */
    public enum Outcome {
        /** It has done its work and goes. */
        DONE,
        /** It is tried again until it has been tried often enough. */
        FAILED,
        /** It never can be understood and is put aside at once. */
        UNREADABLE
    }

    /** Where messages go that nobody could handle. */
    public record PoisonQueue(QueueClient queues, String name) {
        /** Puts a message aside, as it was received. */
        void add(String text) {
            queues.add(name, text);
        }
    }
}
