package dev.nephelite.function.trigger;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the triggers of a host are paused, also across reloads of its app. A paused trigger receives nothing and runs
 * nothing; what happens meanwhile waits where it is. Thread-safe.
 */
public final class TriggerPause {
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private boolean paused;

    /**
     * Returns whether triggers are paused. If they are, the caller does nothing until {@code resumed} runs.
     *
     * @param resumed runs once when triggers go on; must be short, and the same object for each call of a trigger
     */
    public synchronized boolean defers(Runnable resumed) {
        if (paused) {
            waiting.add(resumed);
        }
        return paused;
    }

    public synchronized boolean isPaused() {
        return paused;
    }

    /** Pauses triggers. What they have begun continues. */
    public synchronized void pause() {
        paused = true;
    }

    /** Resumes triggers. */
    public void resume() {
        List<Runnable> resumed;
        synchronized (this) {
            paused = false;
            resumed = List.copyOf(waiting);
            waiting.clear();
        }
        resumed.forEach(Runnable::run);
    }
}
