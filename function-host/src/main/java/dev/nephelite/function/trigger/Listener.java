package dev.nephelite.function.trigger;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits for the events of one function and hands them to the {@link Invoker}. Used once: started, then stopped. */
public interface Listener {
    /** Begins to listen. Called when the listeners of all functions have been made; returns at once. */
    void start();

    /**
     * Takes no more work. What has begun may go on for {@code grace}; what has not, and what lasts longer, is given back
     * so that it comes again soon. Called once more with a shorter grace, it hurries as far as it can.
     *
     * @return completes when everything in hand is finished or given back; never exceptionally
     */
    CompletableFuture<Void> stop(Duration grace);
}
