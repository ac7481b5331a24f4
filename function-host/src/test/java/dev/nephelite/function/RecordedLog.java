package dev.nephelite.function;

import dev.nephelite.function.trigger.HostLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers every line as {@code level category: message}, and lets a test wait for one. */
public final class RecordedLog implements HostLog {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> lines = new ArrayList<>();

    @Override
    public void debug(String category, String message) {
        add("debug", category, message);
    }

    @Override
    public void information(String category, String message) {
        add("information", category, message);
    }

    @Override
    public void warning(String category, String message) {
        add("warning", category, message);
    }

    @Override
    public void error(String category, String message) {
        add("error", category, message);
    }

    private synchronized void add(String level, String category, String message) {
        lines.add(level + " " + category + ": " + message);
        notifyAll();
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Returns when some line contains {@code text}. */
    public synchronized void await(String text) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines.stream().noneMatch(line -> line.contains(text))) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("Nobody logged '" + text + "', only " + lines);
            }
            wait(left);
        }
    }
}
