package dev.nephelite.cli.output;

import dev.nephelite.emulator.time.Clock;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows how far a command is that reads or writes much data: on a terminal in a line that changes in place, with a bar if the
 * end is known; elsewhere in a new line every few seconds. Nothing is shown in the first second. Thread-safe.
 */
public final class TransferProgress implements AutoCloseable {
    private static final Duration SILENT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(200);
    private static final int BAR_LENGTH = 24;
    private static final int ALL = 100;

    private final Clock clock;
    private final PrintWriter err;

    /** Null where lines cannot change in place. */
    private final @Nullable StatusLine statusLine;

    private final Instant begunAt;
    private String step = "";
    private long done;
    private long total;
    private Clock.Scheduled next;
    private boolean closed;

    /**
     * The progress of something that begins now.
     *
     * @param err standard error
     * @param terminal see {@link #isTerminal}
     */
    public TransferProgress(Clock clock, PrintWriter err, boolean terminal) {
        this.clock = clock;
        this.err = err;
        statusLine = terminal ? new StatusLine(err) : null;
        begunAt = clock.now();
        next = clock.schedule(SILENT, this::show);
    }

    /** Whether a line can change in place: on a terminal, unless {@code NO_COLOR} is set. */
    public static boolean isTerminal() {
        return Ansi.AUTO.enabled();
    }

    /** Notes what is being done. */
    public void at(String current) {
        at(current, 0, 0);
    }

    /**
     * Notes what is being done, and how much of it is done.
     *
     * @param all how much there is to do; 0 if that is not known
     */
    public synchronized void at(String current, long part, long all) {
        step = current;
        done = part;
        total = all;
    }

    private synchronized void show() {
        if (closed) {
            return;
        }
        if (statusLine == null) {
            line();
            next = clock.schedule(BETWEEN_LINES, this::show);
        } else {
            statusLine.show(step + (total > 0 ? bar() : "") + "  " + seconds() + " s");
            next = clock.schedule(BETWEEN_CHANGES, this::show);
        }
    }

    private void line() {
        if (!step.isEmpty()) {
            String share = total > 0 ? ", " + percent() + " %" : "";
            err.println(PrintableText.line("nephelite: " + step + share + ", " + seconds() + " s so far"));
            err.flush();
        }
    }

    private String bar() {
        int filled = (int) (BAR_LENGTH * Math.min(done, total) / total);
        return String.format(
                Locale.ROOT, "  [%s%s] %3d %%", "#".repeat(filled), "-".repeat(BAR_LENGTH - filled), percent());
    }

    private long percent() {
        return ALL * Math.min(done, total) / total;
    }

    private long seconds() {
        return Duration.between(begunAt, clock.now()).toSeconds();
    }

    /** Shows nothing more. */
    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
        if (statusLine != null) {
            statusLine.show("");
        }
    }
}
