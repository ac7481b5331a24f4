package dev.nephelite.function.trigger;

import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the host says, each line with its level in front. */
final class LogLines implements HostLog {
    private static final int MOST_WAITS = 1200;
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

    @Override
    public void write(LogLine line) {
        synchronized (lines) {
            lines.add(line.level().name().toLowerCase(Locale.ROOT) + ": " + line.message());
            lines.notifyAll();
        }
    }
}
