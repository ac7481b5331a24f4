package dev.nephelite.function.worker;

import java.util.concurrent.CompletableFuture;

/** Counts the calls that run, so that one can wait for the last of them. */
public final class RunningCalls {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int running;
    private boolean draining;

    /** Counts one more call, unless no more may start. */
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

    /** Lets no more calls start; the result completes when none runs. */
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
