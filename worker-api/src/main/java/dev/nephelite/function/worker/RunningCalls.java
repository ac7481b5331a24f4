package dev.nephelite.function.worker;

import java.util.concurrent.CompletableFuture;

/** Counts running calls, so that draining can wait for the last one. */
public final class RunningCalls {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int running;
    private boolean draining;

    /** Counts one more call, or returns false when draining. */
    public synchronized boolean tryStart() {
        if (draining) {
            return false;
        }
        running++;
        return true;
    }

    public void end() {
        if (isLastAfterEnd()) {
            ended.complete(null);
        }
    }

    private synchronized boolean isLastAfterEnd() {
        running--;
        return draining && running == 0;
    }

    /** Prevents further calls; the result completes when none is running. */
    public CompletableFuture<Void> drain() {
        if (isIdleOnceDraining()) {
            ended.complete(null);
        }
        return ended;
    }

    private synchronized boolean isIdleOnceDraining() {
        draining = true;
        return running == 0;
    }
}
