package dev.nephelite.cli.output;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.app.ProgressListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Prints the progress of loading an app: every note, and every few seconds the step in progress and the time elapsed.
 */
public final class ConsoleProgress implements ProgressListener {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Clock clock;
    private final PrintWriter err;
    private Instant begunAt = Instant.EPOCH;
    private @Nullable String step;
    private Clock.@Nullable Scheduled next;

    public ConsoleProgress(Clock clock, PrintWriter err) {
        this.clock = clock;
        this.err = err;
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
            next = clock.schedule(INTERVAL, this::print);
        }
        step = current;
    }

    private synchronized void print() {
        if (step != null) {
            note("%s, %s s so far"
                    .formatted(
                            PrintableText.line(step),
                            Duration.between(begunAt, clock.now()).toSeconds()));
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
