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

/** {@code nephelite cp}: copies a blob. */
@Command(
        name = "cp",
        description = "Copy a blob, within its container or to another one.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class CpCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "CONTAINER/BLOB",
            converter = BlobPath.OfBlob.class,
            description = "The blob to copy.")
    private BlobPath source;

    @Parameters(
            index = "1",
            paramLabel = "CONTAINER[/BLOB]",
            converter = BlobPath.Prefix.class,
            description =
                    "Where to. The container is created if it does not exist. Without a blob, the copy has the name of"
                            + " the original.")
    private BlobPath target;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BlobPath copy = target.name().isEmpty() ? new BlobPath(target.container(), source.name()) : target;
        try (RemoteStorage storage = instance.storage()) {
            if (!storage.blobs().copy(source.container(), source.name(), copy.container(), copy.name())) {
                throw new IOException("There is no blob '" + source + "'.");
            }
        }
        output.result(spec, source + " is copied to " + copy, "copied", copy.toString());
        return 0;
    }
}
