package dev.nephelite.cli.command.storage;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.SeedFile;
import dev.nephelite.cli.output.TransferProgress;
import dev.nephelite.cli.remote.RemoteStorage;
import dev.nephelite.cloud.seed.Seed;
import dev.nephelite.emulator.time.SystemClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite seed}: writes test data into the running storage. */
@Command(
        name = "seed",
        description = "Create containers with blobs and queues with messages, as a file or a folder describes them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class SeedCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE|FOLDER",
            description =
                    "A file in YAML or JSON, or a folder with one called seed.yml or seed.json, or with subfolders"
                            + " containers/NAME and queues/NAME.")
    private Path source;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Seed seed = SeedFile.read(spec, source);
        try (RemoteStorage storage = instance.storage();
                SystemClock clock = new SystemClock();
                TransferProgress progress = output.progress(spec, clock)) {
            seed.loadInto(
                    storage.account(), handled -> progress.at("loading blobs and messages", handled, seed.size()));
        }
        output.result(spec, source + " is loaded", "status", "loaded");
        return 0;
    }
}
