package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.WholeNumber;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.cli.remote.RemoteResource;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.emulator.time.SystemClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nephelite stop}: stops a running program in order, as Ctrl-C does. */
@Command(
        name = "stop",
        description = "Stop the running program, and return when it has ended.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class StopCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            converter = WholeNumber.class,
            description = "Exit with code 11 if the program has not ended after this many seconds.",
            defaultValue = "15")
    private int timeout;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RemoteResource stop = instance.control("/v1/stop");
        Optional<ProcessHandle> process = instance.process();
        stop.send("POST", "");
        if (instance.isSurrounding()) {
            output.result(spec, "the program is stopping", "status", "stopping");
            return 0;
        }
        if (!(process.isPresent() ? hasEnded(process.get()) : isSilent())) {
            String remedy = process.map(known -> ", or end it with 'kill -9 " + known.pid() + "'")
                    .orElse("");
            output.error(
                    spec,
                    process.map(known -> "process " + known.pid()).orElse("the program") + " has not ended after "
                            + timeout + " seconds. Give it more time with --timeout SECONDS" + remedy
                            + "; no acknowledged write is lost.");
            return ExitCodes.NOT_STOPPED_IN_TIME;
        }
        output.result(spec, "the program has stopped", "status", "stopped");
        return 0;
    }

    /** Waits until the control plane of a program whose process is not known answers no more. Returns whether it did in time. */
    private boolean isSilent() throws InterruptedException {
        try (SystemClock clock = new SystemClock()) {
            Instant end = clock.now().plusSeconds(timeout);
            while (clock.now().isBefore(end)) {
                try {
                    instance.control("/v1/health").get();
                } catch (NotRunningException ended) {
                    return true;
                } catch (IOException ignored) {
                    // A connection that is closed while the program stops.
                }
                clock.sleep(PAUSE);
            }
            return false;
        }
    }

    /** Waits until {@code process} has ended, and returns whether it has in time. */
    private boolean hasEnded(ProcessHandle process) {
        try (SystemClock clock = new SystemClock()) {
            return clock.limit(
                            process.onExit().thenApply(ended -> true),
                            Duration.ofSeconds(timeout),
                            late -> late.complete(false))
                    .join();
        }
    }
}
