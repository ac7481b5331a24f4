package dev.nephelite.function.trigger.queue;

import dev.nephelite.function.client.QueueMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a {@link MessagePump} does with a message. Called by any thread. */
public interface MessageHandler {
    /** Begins to work on the message and returns soon. A result that completes exceptionally is a failure. */
    CompletableFuture<MessageOutcome> handle(QueueMessage message);

    /** Where the message goes when it cannot be handled; nowhere, and it stays hidden for a while and comes again. */
    Optional<PoisonQueue> poisonQueue(QueueMessage message);
}
