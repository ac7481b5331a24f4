package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite pause}: pauses the triggers of functions. */
@Command(
        name = "pause",
        description = "Pause the triggers of functions: messages, blobs, events and timers wait. Functions with HTTP"
                + " triggers can be called.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class PauseCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        instance.control("/v1/triggers").send("PUT", "{\"paused\": true}");
        output.result(spec, "triggers are paused", "status", "paused");
        return 0;
    }
}
