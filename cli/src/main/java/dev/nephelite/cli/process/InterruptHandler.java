package dev.nephelite.cli.process;

import dev.nephelite.emulator.time.Clock;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Handles Ctrl-C: the first one shuts the program down in order, a second one ends it at once. By default, the JVM ignores
 * signals while it shuts down. Two signals at the same moment count as one, because some terminals and tools send two.
 * SIGTERM and SIGHUP shut the program down in order, too.
 */
public final class InterruptHandler {
    private static final int EXIT_CODE = 130;
    private static final int TERMINATED = 143;
    private static final int HUNG_UP = 129;
    private static final Duration SAME_MOMENT = Duration.ofMillis(100);

    private final PrintWriter err;
    private final Clock clock;
    private @Nullable Instant first;

    private InterruptHandler(PrintWriter err, Clock clock) {
        this.err = err;
        this.clock = clock;
    }

    /** Handles the signals from now on. */
    public static InterruptHandler handle(PrintWriter err, Clock clock) {
        InterruptHandler interruptHandler = new InterruptHandler(err, clock);
        Signals.handle("INT", interruptHandler::interrupt);
        Signals.handle("TERM", () -> interruptHandler.end(TERMINATED));
        // In the background, the program outlives its terminal.
        Signals.handle("HUP", BackgroundJvm.isThisOne() ? () -> {} : () -> interruptHandler.end(HUNG_UP));
        return interruptHandler;
    }

    /** Shuts the program down in order, with exit code 0. Has no effect while it shuts down. */
    public void stop() {
        end(0);
    }

    private synchronized void interrupt() {
        Instant now = clock.now();
        if (first == null) {
            stop("nephelite: stopping; Ctrl-C again to end at once", EXIT_CODE);
        } else if (Duration.between(first, now).compareTo(SAME_MOMENT) >= 0) {
            err.println("nephelite: ended before everything had stopped");
            err.flush();
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private synchronized void end(int exitCode) {
        if (first == null) {
            stop("nephelite: stopping", exitCode);
        }
    }

    private void stop(String announcement, int exitCode) {
        first = clock.now();
        err.println(announcement);
        err.flush();
        new Thread(() -> System.exit(exitCode), "interrupted").start();
    }
}
