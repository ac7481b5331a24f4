package dev.nephelite.cli.command.storage;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.remote.RemoteStorage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite purge}: removes all messages of a queue. */
@Command(
        name = "purge",
        description = "Remove all messages of a queue, also those that are hidden.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class PurgeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUEUE", description = "The queue.")
    private String queue;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (RemoteStorage storage = instance.storage()) {
            if (!storage.queues().clear(queue)) {
                throw new IOException("There is no queue '" + queue + "'.");
            }
        }
        output.result(spec, "queue " + queue + " is empty", "queue", queue);
        return 0;
    }
}
