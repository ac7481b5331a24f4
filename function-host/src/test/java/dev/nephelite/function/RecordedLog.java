package dev.nephelite.function;

import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Remembers every line as {@code level category: message}, and lets a test wait for one. */
public final class RecordedLog implements HostLog {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void write(LogLine line) {
        lines.add(line.level().name().toLowerCase(Locale.ROOT) + " " + line.category() + ": " + line.message());
        notifyAll();
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Returns when some line contains {@code text}. */
    public synchronized void await(String text) throws InterruptedException {
        long deadline = System.nanoTime() + HANG_LIMIT.toNanos();
        while (lines.stream().noneMatch(line -> line.contains(text))) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("Nobody logged '" + text + "', only " + lines);
            }
            wait(left);
        }
    }
}
