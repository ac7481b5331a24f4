package dev.nephelite.cli.output;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.app.ProgressListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Prints what loading an app does: every note, and every few seconds the step that is in progress, with the time it has
 * all taken so far.
 */
public final class ConsoleProgress implements ProgressListener {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Clock clock;
    private final PrintWriter err;
    private final Duration first;
    private Instant begunAt = Instant.EPOCH;
    private @Nullable String step;
    private Clock.@Nullable Scheduled next;

    public ConsoleProgress(Clock clock, PrintWriter err) {
        this(clock, err, INTERVAL);
    }

    /**
     * Nothing is in progress yet.
     *
     * @param first how long something has to take for its first line
     */
    public ConsoleProgress(Clock clock, PrintWriter err, Duration first) {
        this.clock = clock;
        this.err = err;
        this.first = first;
    }

    @Override
    public synchronized void note(String line) {
        err.println(PrintableText.of("nephelite: " + line));
        err.flush();
    }

    @Override
    public synchronized void step(String current) {
        if (step == null) {
            begunAt = clock.now();
            next = clock.schedule(first, this::print);
        }
        step = current;
    }

    private synchronized void print() {
        if (step != null) {
            note("%s, %d s so far"
                    .formatted(step, Duration.between(begunAt, clock.now()).toSeconds()));
            next = clock.schedule(INTERVAL, this::print);
        }
    }

    @Override
    public synchronized void done() {
        step = null;
        if (next != null) {
            next.cancel();
            next = null;
        }
    }
}
