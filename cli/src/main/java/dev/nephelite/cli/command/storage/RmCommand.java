package dev.nephelite.cli.command.storage;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.remote.RemoteStorage;
import dev.nephelite.function.client.BlobClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite rm}: deletes blobs, a container or a queue. */
@Command(
        name = "rm",
        description =
                "Delete a blob with its snapshots, or all blobs whose names begin with a prefix, a container, or a queue.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class RmCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CONTAINER[/BLOB]",
            converter = BlobPath.Prefix.class,
            description = "The blob to delete; with -r, the container, or the beginning of the names of the blobs.")
    private @Nullable BlobPath path;

    @Option(
            names = {"-r", "--recursive"},
            description = "Delete the container, or all blobs whose names begin so.")
    private boolean recursive;

    @Option(names = "--queue", paramLabel = "NAME", description = "Delete this queue with its messages.")
    private @Nullable String queue;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (path != null && queue == null) {
            requireRecursive(path);
            try (RemoteStorage storage = instance.storage()) {
                output.result(spec, path + " is deleted", "deleted", delete(storage.blobs(), path));
            }
        } else if (queue != null && path == null) {
            try (RemoteStorage storage = instance.storage()) {
                output.result(spec, "queue " + queue + " is deleted", "deleted", deleteQueue(storage, queue));
            }
        } else {
            throw new ParameterException(spec.commandLine(), "Name either a blob as container/name, or a --queue.");
        }
        return 0;
    }

    /** Nobody deletes a container by leaving out the name of the blob. */
    private void requireRecursive(BlobPath target) {
        if (target.name().isEmpty() && !recursive) {
            throw new ParameterException(
                    spec.commandLine(), "'" + target + "' is a container. Add -r to delete it with everything in it.");
        }
    }

    private static int deleteQueue(RemoteStorage storage, String name) throws IOException {
        if (!storage.queues().delete(name)) {
            throw new IOException("There is no queue '" + name + "'.");
        }
        return 1;
    }

    private int delete(BlobClient blobs, BlobPath target) throws IOException {
        if (target.name().isEmpty()) {
            if (!blobs.deleteContainer(target.container())) {
                throw new IOException("There is no container '" + target.container() + "'.");
            }
            return 1;
        }
        return recursive ? deleteAll(blobs, target) : deleteOne(blobs, target);
    }

    private static int deleteOne(BlobClient blobs, BlobPath blob) throws IOException {
        if (!blobs.deleteWithSnapshots(blob.container(), blob.name())) {
            throw new IOException("There is no blob '" + blob + "'.");
        }
        return 1;
    }

    /** Lists again after each page, because the deleted blobs are no longer listed. */
    private static int deleteAll(BlobClient blobs, BlobPath prefix) throws IOException {
        int deleted = 0;
        BlobClient.Page page = blobs.list(prefix.container(), prefix.name(), null);
        while (!page.blobs().isEmpty()) {
            for (BlobClient.Page.Entry blob : page.blobs()) {
                blobs.deleteWithSnapshots(prefix.container(), blob.name());
                deleted++;
            }
            page = blobs.list(prefix.container(), prefix.name(), null);
        }
        if (deleted == 0) {
            throw new IOException("There is no blob whose name begins with '" + prefix + "'.");
        }
        return deleted;
    }
}
