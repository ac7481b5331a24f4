package dev.nephelite.cli;

import dev.nephelite.emulator.time.Clock;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends the program when it is not ready in time. */
final class Deadline {
    private static final Clock.Scheduled NEVER = () -> {};

    private final Clock.Scheduled end;

    private Deadline(Clock.Scheduled end) {
        this.end = end;
    }

    /**
     * Gives the program some time from now on.
     *
     * @param seconds null for as long as it takes
     */
    static Deadline after(@Nullable Integer seconds, Clock clock, PrintWriter err) {
        return new Deadline(
                seconds == null ? NEVER : clock.schedule(Duration.ofSeconds(seconds), () -> giveUp(seconds, err)));
    }

    /** The program is ready. */
    void met() {
        end.cancel();
    }

    private static void giveUp(int seconds, PrintWriter err) {
        err.println("nephelite: not ready after " + seconds + " seconds. Give it more time with --timeout SECONDS.");
        err.flush();
        // What keeps it from being ready may hold what an orderly end needs.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        Runtime.getRuntime().halt(ExitCodes.NOT_READY_IN_TIME);
    }
}
