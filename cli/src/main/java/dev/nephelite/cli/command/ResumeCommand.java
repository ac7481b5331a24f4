package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite resume}: lets paused triggers go on. */
@Command(
        name = "resume",
        description = "Let paused triggers go on. What has happened meanwhile is handled now.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        instance.control("/v1/triggers").send("PUT", "{\"paused\": false}");
        output.result(spec, "triggers go on", "status", "running");
        return 0;
    }
}
