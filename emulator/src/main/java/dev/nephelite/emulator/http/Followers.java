package dev.nephelite.emulator.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bodies that wait for more of something that grows. Safe for concurrent use. */
public final class Followers {
    private final Map<Body, Runnable> waiting = new HashMap<>();

    /** Runs {@code wake} at the next {@link #wakeAll}, once. To miss nothing, look for more after this call. */
    public synchronized void add(Body follower, Runnable wake) {
        waiting.put(follower, wake);
    }

    /** Forgets a follower that waits no longer. */
    public synchronized void remove(Body follower) {
        waiting.remove(follower);
    }

    /** Wakes everybody who waits. */
    public void wakeAll() {
        takeAll().forEach(Runnable::run);
    }

    private synchronized List<Runnable> takeAll() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Runnable> all = new ArrayList<>(waiting.values());
        waiting.clear();
        return all;
    }
}
