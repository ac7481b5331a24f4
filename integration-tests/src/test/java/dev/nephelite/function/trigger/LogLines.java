package dev.nephelite.function.trigger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the host says, each line with its level in front. */
final class LogLines implements HostLog {
    private static final int MOST_WAITS = 100;
    private static final long WAIT_IN_MILLISECONDS = 200;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> lines() {
        return lines;
    }

    /** The first line that contains {@code part}, as soon as there is one. */
    String firstWith(String part) throws InterruptedException {
        synchronized (lines) {
            for (int waits = 0; waits < MOST_WAITS; waits++) {
                for (String line : lines) {
                    if (line.contains(part)) {
                        return line;
                    }
                }
                lines.wait(WAIT_IN_MILLISECONDS);
            }
        }
        throw new AssertionError("no line with '" + part + "' among " + lines);
    }

    private void add(String line) {
        synchronized (lines) {
            lines.add(line);
            lines.notifyAll();
        }
    }

    @Override
    public void debug(String category, String message) {
        add("debug: " + message);
    }

    @Override
    public void information(String category, String message) {
        add("information: " + message);
    }

    @Override
    public void warning(String category, String message) {
        add("warning: " + message);
    }

    @Override
    public void error(String category, String message) {
        add("error: " + message);
    }
}
