package dev.nephelite.cli.command.storage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.remote.RemoteStorage;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.BlobClient.Page.Entry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite ls}: lists containers and queues, or blobs. */
@Command(
        name = "ls",
        description = "List the containers and queues, or the blobs in a container.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class LsCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CONTAINER[/PREFIX]",
            converter = BlobPath.Prefix.class,
            description =
                    "List the blobs in this container whose names begin with the prefix. Default: list the containers"
                            + " and queues.")
    private @Nullable BlobPath path;

    @Option(
            names = "--all",
            description = "Also list containers and queues whose names begin with " + FunctionHost.OWN_RESOURCES
                    + ", where function hosts keep their own data.")
    private boolean all;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (RemoteStorage storage = instance.storage()) {
            PrintWriter out = spec.commandLine().getOut();
            if (path == null) {
                print(out, resources(storage));
            } else {
                requireContainer(storage, path.container());
                print(out, blobs(storage.blobs(), path));
            }
            out.flush();
        }
        return 0;
    }

    private void print(PrintWriter out, List<Line> lines) throws IOException {
        if (output.json()) {
            out.println(PrintableText.of(new JsonMapper()
                    .writeValueAsString(lines.stream().map(Line::members).toList())));
        } else {
            lines.forEach(line -> out.println(PrintableText.line(line.text())));
        }
    }

    /**
     * What is listed.
     *
     * @param text for people
     * @param members for programs
     */
    private record Line(String text, Map<String, Object> members) {}

    private List<Line> resources(RemoteStorage storage) {
        return Stream.concat(
                        storage.blobs().containers().stream()
                                .filter(this::isWanted)
                                .map(name -> resource("container", name)),
                        storage.queues().names().stream().filter(this::isWanted).map(name -> resource("queue", name)))
                .toList();
    }

    private boolean isWanted(String name) {
        return all || !name.startsWith(FunctionHost.OWN_RESOURCES);
    }

    private static Line resource(String kind, String name) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", kind);
        members.put("name", name);
        return new Line("%-11s%s".formatted(kind, name), members);
    }

    private void requireContainer(RemoteStorage storage, String name) throws IOException {
        if (!storage.blobs().containers().contains(name)) {
            throw new IOException("There is no container '" + name + "'. 'nephelite ls' lists the containers.");
        }
    }

    private static List<Line> blobs(BlobClient client, BlobPath path) {
        List<Line> lines = new ArrayList<>();
        BlobClient.Page page = client.list(path.container(), path.name(), null);
        while (true) {
            page.blobs().forEach(blob -> lines.add(blob(blob)));
            @Nullable String next = page.nextMarker();
            if (next == null) {
                return lines;
            }
            page = client.list(path.container(), path.name(), next);
        }
    }

    private static Line blob(Entry blob) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", blob.name());
        members.put("length", blob.length());
        members.put("lastModified", blob.lastModified().toString());
        members.put("blobType", blob.blobType());
        return new Line("%10s  %s  %s".formatted(blob.length(), blob.lastModified(), blob.name()), members);
    }
}
