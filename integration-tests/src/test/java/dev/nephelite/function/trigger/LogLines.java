package dev.nephelite.function.trigger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the host says, each line with its level in front. */
final class LogLines implements HostLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void debug(String category, String message) {
        lines.add("debug: " + message);
    }

    @Override
    public void information(String category, String message) {
        lines.add("information: " + message);
    }

    @Override
    public void warning(String category, String message) {
        lines.add("warning: " + message);
    }

    @Override
    public void error(String category, String message) {
        lines.add("error: " + message);
    }
}
