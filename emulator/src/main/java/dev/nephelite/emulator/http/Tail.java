package dev.nephelite.emulator.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The end of a growing sequence of numbered lines, such as a log: the number of its newest line, whether more may follow,
 * and the readers that wait for the next one. Safe for concurrent use.
 */
public final class Tail implements AutoCloseable {
    private final Map<Body, Runnable> waiting = new HashMap<>();
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
     */
    synchronized void add(Body reader, Runnable wake) {
        waiting.put(reader, wake);
    }

    synchronized void remove(Body reader) {
        waiting.remove(reader);
    }

    private void wakeAll() {
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
