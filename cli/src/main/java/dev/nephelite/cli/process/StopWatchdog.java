package dev.nephelite.cli.process;

import dev.nephelite.emulator.time.Clock.Scheduled;
import dev.nephelite.emulator.time.SystemClock;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * Ends a program that does not stop in time, because of an app's shutdown hook that never returns, for example. What was
 * acknowledged is on disk by then. It has a thread of its own, for any other may be what hangs.
 */
public final class StopWatchdog {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private StopWatchdog() {}

    /**
     * Gives the program ten seconds from now on. The end of the program is also the end of the watchdog, unless what is
     * returned cancels it.
     */
    @SuppressWarnings("resource")
    public static Scheduled start(PrintWriter err) {
        return new SystemClock().schedule(MAX_WAIT, () -> halt(err));
    }

    private static void halt(PrintWriter err) {
        try {
            err.println("nephelite: still not stopped after " + MAX_WAIT.toSeconds()
                    + " seconds, so the program ends now. Look for a function or a shutdown hook of the app that never"
                    + " returns.");
            err.flush();
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        } finally {
            Runtime.getRuntime().halt(ExitCodes.NOT_STOPPED_IN_TIME);
        }
    }
}
