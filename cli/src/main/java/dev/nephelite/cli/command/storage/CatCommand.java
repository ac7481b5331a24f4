package dev.nephelite.cli.command.storage;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.remote.RemoteStorage;
import dev.nephelite.function.client.BlobClient.OpenBlob;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite cat}: writes a blob to standard output. */
@Command(
        name = "cat",
        description = "Write the content of a blob to standard output, as it is.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class CatCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CONTAINER/BLOB", converter = BlobPath.OfBlob.class, description = "The blob to write.")
    private BlobPath path;

    @Mixin
    private InstanceOptions instance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (RemoteStorage storage = instance.storage()) {
            Optional<OpenBlob> found = storage.blobs().open(path.container(), path.name());
            if (found.isEmpty()) {
                throw new IOException("There is no blob '" + path + "'.");
            }
            spec.commandLine().getOut().flush();
            try (OpenBlob blob = found.get()) {
                // The content may be anything, so it must not pass a writer of text.
                blob.content().transferTo(System.out);
                System.out.flush();
            }
        }
        return 0;
    }
}
