package dev.nephelite.emulator.http.tail;

import dev.nephelite.emulator.http.Body;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The end of a growing sequence of numbered lines, such as a log: the number of its newest line, whether more may follow,
 * and the readers that wait for the next one. Thread-safe.
 */
public final class Tail implements AutoCloseable {
    private final Map<Body, Waiting> waiting = new HashMap<>();
    private long last;
    private boolean closed;

    /** @param last the number of the newest line; 0 if there is none */
    public Tail(long last) {
        this.last = last;
    }

    /** The number of the newest line; 0 if there is none. */
    public synchronized long last() {
        return last;
    }

    /** Whether no line will follow. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** The line with that number can be read from now on, and those before it. Wakes all readers. */
    public void advanceTo(long number) {
        synchronized (this) {
            last = Math.max(last, number);
        }
        wakeAll();
    }

    /** No line will follow. Wakes all readers. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        wakeAll();
    }

    /**
     * Runs {@code wake} once, at the next line or the end. To miss neither, check {@link #last} and {@link #isClosed} after
     * this call.
     *
     * @param executor gets one task for all of its readers, so that a new line costs its writer the same whatever their
     *     number
     */
    synchronized void add(Body reader, Executor executor, Runnable wake) {
        waiting.put(reader, new Waiting(executor, wake));
    }

    synchronized void remove(Body reader) {
        waiting.remove(reader);
    }

    private void wakeAll() {
        IdentityHashMap<Executor, List<Runnable>> wakes = new IdentityHashMap<>();
        for (Waiting reader : takeAll()) {
            wakes.computeIfAbsent(reader.executor(), executor -> new ArrayList<>())
                    .add(reader.wake());
        }
        wakes.forEach(Tail::execute);
    }

    private static void execute(Executor executor, List<Runnable> wakes) {
        try {
            executor.execute(() -> wakes.forEach(Runnable::run));
        } catch (RejectedExecutionException ignored) {
            // The server of these readers is being closed, and their connections with it.
        }
    }

    private synchronized List<Waiting> takeAll() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Waiting> all = new ArrayList<>(waiting.values());
        waiting.clear();
        return all;
    }

    private record Waiting(Executor executor, Runnable wake) {}
}
