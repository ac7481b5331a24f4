package dev.nephelite.function.trigger;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Lets several functions share what listens for them: it starts with the first of them and stops with the last. */
public final class RefCountedListener {
    private final Listener shared;
    private int listening;

    /**
     * Makes a listener for many.
     *
     * @param shared started once, and stopped once
     */
    public RefCountedListener(Listener shared) {
        this.shared = shared;
    }

    /** Makes the listener of one more function. */
    public Listener forOne() {
        return new Listener() {
            private boolean started;

            @Override
            public void start() {
                started = true;
                startOne();
            }

            @Override
            public CompletableFuture<Void> stop(Duration grace) {
                boolean last = started && stopOne();
                started = false;
                return last ? shared.stop(grace) : CompletableFuture.completedFuture(null);
            }
        };
    }

    private synchronized void startOne() {
        listening++;
        if (listening == 1) {
            shared.start();
        }
    }

    private synchronized boolean stopOne() {
        listening--;
        return listening == 0;
    }
}
