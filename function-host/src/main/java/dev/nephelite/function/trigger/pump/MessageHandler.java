package dev.nephelite.function.trigger.pump;

import java.util.concurrent.CompletableFuture;

/** Handles the messages of a {@link MessagePump}. Called by any thread. */
@FunctionalInterface
public interface MessageHandler<M> {
    /** Starts to handle the message and returns soon. A result that completes exceptionally counts as a failure. */
    CompletableFuture<Outcome> handle(M message);

    /** The outcome of handling a message. */
    enum Outcome {
        /** The message was handled and is removed. */
        DONE,
        /** Handling failed; it is retried until the maximum number of deliveries is reached. */
        FAILED,
        /** The message cannot be decoded and is dead-lettered at once. */
        UNREADABLE
    }
}
