package dev.nephelite.function.trigger;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits for the events of one function and passes them to the {@link Invoker}. Started once, then stopped. */
public interface Listener {
    /** Does nothing, for triggers that have nothing to wait for. */
    Listener NONE = new Listener() {
        @Override
        public void start() {}

        @Override
        public CompletableFuture<Void> stop(Duration grace) {
            return CompletableFuture.completedFuture(null);
        }
    };

    /** Starts to listen. Called when the listeners of all functions exist; returns at once. */
    void start();

    /**
     * Accepts no more work. Work in progress may continue for {@code grace}; work that has not begun or takes longer is
     * returned to its source, so that it is delivered again soon. Calling this again with a shorter grace shortens the
     * wait.
     *
     * @return completes when all work in progress has ended or been returned; never exceptionally
     */
    CompletableFuture<Void> stop(Duration grace);
}
