package dev.nephelite.cli.command;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite resume}: resumes paused triggers. */
@Command(
        name = "resume",
        description = "Resume paused triggers. They handle what has happened in the meantime.",
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
        output.result(spec, "triggers run again", "status", "running");
        return 0;
    }
}
