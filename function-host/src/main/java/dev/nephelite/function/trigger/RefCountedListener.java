package dev.nephelite.function.trigger;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A listener that several functions share: it starts with the first of them and stops with the last. */
public final class RefCountedListener {
    private final Listener shared;
    private int listening;

    /**
     * Shares a listener.
     *
     * @param shared started once and stopped once
     */
    public RefCountedListener(Listener shared) {
        this.shared = shared;
    }

    /** The listener of one more function. */
    public Listener addFunction() {
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
