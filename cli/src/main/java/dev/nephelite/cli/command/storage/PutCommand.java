package dev.nephelite.cli.command.storage;

import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.remote.RemoteStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite put}: uploads files as blobs. */
@Command(
        name = "put",
        description = "Upload a file as a blob, or all files in a folder.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class PutCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final String TYPE_HEADER = "x-ms-blob-content-type";

    @Parameters(index = "0", paramLabel = "FILE|FOLDER|-", description = "What to upload; - is standard input.")
    private String source;

    @Parameters(
            index = "1",
            paramLabel = "CONTAINER[/BLOB]",
            converter = BlobPath.Prefix.class,
            description =
                    "Where to. The container is created if it does not exist. Without a blob, it gets the name of the"
                            + " file. For a folder, it is the beginning of the names of the blobs.")
    private BlobPath target;

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            description = "The content type of the blob. Default: what the name of the file says.")
    private @Nullable String contentType;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = Path.of(source);
        boolean isInput = source.equals(STANDARD_INPUT);
        if (isInput && target.name().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Standard input has no name. Name the blob: " + target.container() + "/NAME.");
        }
        if (!isInput && !Files.isReadable(file)) {
            throw new ParameterException(
                    spec.commandLine(), "There is no file '" + source + "', or it cannot be read.");
        }
        try (RemoteStorage storage = instance.storage()) {
            if (isInput) {
                put(storage, System.in, target);
            } else if (Files.isDirectory(file)) {
                putFolder(storage, file);
            } else {
                putFile(storage, file, target.name().isEmpty() ? name(file) : target.name());
            }
        }
        return 0;
    }

    private static String name(Path file) {
        return file.toAbsolutePath().normalize().getFileName().toString();
    }

    private void putFolder(RemoteStorage storage, Path folder) throws IOException {
        String prefix = target.name().isEmpty() || target.name().endsWith("/") ? target.name() : target.name() + "/";
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String relative = folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            putFile(storage, file, prefix + relative);
        }
        output.result(spec, files.size() + " files are uploaded", "uploaded", files.size());
    }

    private void putFile(RemoteStorage storage, Path file, String blob) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            put(storage, content, new BlobPath(target.container(), blob));
        }
    }

    private void put(RemoteStorage storage, InputStream content, BlobPath blob) throws IOException {
        @Nullable String type = contentType == null ? URLConnection.guessContentTypeFromName(blob.name()) : contentType;
        Map<String, String> headers = type == null ? Map.of() : Map.of(TYPE_HEADER, type);
        storage.blobs().put(blob.container(), blob.name(), content, headers);
    }
}
