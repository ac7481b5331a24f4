package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.WholeNumber;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.emulator.time.SystemClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nephelite wait}: returns when a program is ready, which may not have been started yet. */
@Command(
        name = "wait",
        description = "Wait until a program is ready. It need not have been started yet.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class WaitCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int LONGEST_REQUEST_SECONDS = 600;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            converter = WholeNumber.class,
            description = "Exit with code 9 if the program is not ready after this many seconds.",
            defaultValue = "30")
    private int timeout;

    @Option(
            names = "--idle",
            description = "Wait until everything that has happened has been handled as well: no function runs, and no"
                    + " event, message or timer that is due waits for one.")
    private boolean idle;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (SystemClock clock = new SystemClock()) {
            Instant end = clock.now().plusSeconds(timeout);
            while (true) {
                String reason = ask(Duration.between(clock.now(), end));
                if (reason.isEmpty()) {
                    output.result(spec, idle ? "idle" : "ready", "status", idle ? "idle" : "ready");
                    return 0;
                }
                if (!clock.now().plus(PAUSE).isBefore(end)) {
                    output.error(
                            spec, "not " + (idle ? "idle" : "ready") + " after " + timeout + " seconds: " + reason);
                    return ExitCodes.NOT_READY_IN_TIME;
                }
                clock.sleep(PAUSE);
            }
        }
    }

    /** Returns why the program is not ready, which it may become during {@code left}; empty if it is. */
    private String ask(Duration left) throws InterruptedException {
        long seconds = Math.max(1, Math.min(left.toSeconds(), LONGEST_REQUEST_SECONDS));
        try {
            instance.control((idle ? "/v1/idle" : "/v1/ready") + "?timeout=" + seconds)
                    .get();
            return "";
        } catch (NotRunningException | IOException notYet) {
            return String.valueOf(notYet.getMessage());
        }
    }
}
