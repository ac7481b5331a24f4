package dev.nephelite.cli.process;

import dev.nephelite.emulator.time.Clock;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends the program when it is not ready in time. */
public final class ReadyTimeout {
    private final PrintWriter err;
    private final Clock.@Nullable Scheduled end;
    private volatile String reason;

    private ReadyTimeout(@Nullable Integer seconds, String option, Clock clock, PrintWriter err) {
        this.err = err;
        reason = ". Give it more time with " + option + " SECONDS.";
        end = seconds == null ? null : clock.schedule(Duration.ofSeconds(seconds), () -> giveUp(seconds));
    }

    /**
     * Starts to measure the time.
     *
     * @param seconds null for no limit
     * @param option sets the limit
     */
    public static ReadyTimeout after(@Nullable Integer seconds, String option, Clock clock, PrintWriter err) {
        return new ReadyTimeout(seconds, option, clock, err);
    }

    /** The program is not ready because of the app, whose error has been printed. */
    public void appIsMissing() {
        reason = ": the app could not be loaded, see above.";
    }

    /** The program is ready. */
    public void met() {
        if (end != null) {
            end.cancel();
        }
    }

    private void giveUp(int seconds) {
        err.println("nephelite: not ready after " + seconds + " seconds" + reason);
        err.flush();
        // An orderly shutdown might wait for what keeps the program from being ready.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        Runtime.getRuntime().halt(ExitCodes.NOT_READY_IN_TIME);
    }
}
