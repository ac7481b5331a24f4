package dev.nephelite.cli.command.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.ConsoleProgress;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.Quantities;
import dev.nephelite.cloud.azurite.AzuriteImport;
import dev.nephelite.cloud.azurite.ImportSummary;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nephelite import}: makes a data folder of the data of another emulator. */
@Command(
        name = "import",
        description = "Make a new data folder of Azurite's data, which is left unchanged. Stop Azurite first.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ImportCommand implements Callable<Integer> {
    private static final Duration SILENT = Duration.ofSeconds(1);

    @Option(
            names = "--from-azurite",
            paramLabel = "DIR",
            required = true,
            description = "The folder with Azurite's files, __azurite_db_blob__.json among them.")
    private Path azurite;

    @Option(
            names = {"-l", "--location"},
            paramLabel = "DIR",
            description = "The data folder to make, which must not exist.",
            defaultValue = ".nephelite")
    private Path location;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ImportSummary summary = run();
        PrintWriter out = spec.commandLine().getOut();
        out.println(PrintableText.of(output.json() ? json(summary) : text(summary)));
        out.flush();
        return 0;
    }

    private ImportSummary run() throws IOException {
        PrintWriter err = output.quiet()
                ? new PrintWriter(PrintWriter.nullWriter())
                : spec.commandLine().getErr();
        try (SystemClock clock = new SystemClock()) {
            ConsoleProgress progress = new ConsoleProgress(clock, err, SILENT);
            try {
                return new AzuriteImport(azurite, Clocks.single(clock), RandomIds.unseeded(), progress::step)
                        .to(location);
            } finally {
                progress.done();
            }
        }
    }

    private String text(ImportSummary summary) {
        return "The data folder " + location.toAbsolutePath().normalize() + " has "
                + Quantities.count(summary.containers(), "container") + ", "
                + Quantities.count(summary.blobs(), "blob") + ", "
                + Quantities.count(summary.snapshots(), "snapshot") + " ("
                + Quantities.bytes(summary.bytes()) + "), "
                + Quantities.count(summary.queues(), "queue") + " and "
                + Quantities.count(summary.messages(), "message") + ".";
    }

    private String json(ImportSummary summary) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("folder", location.toAbsolutePath().normalize().toString())
                .put("containers", summary.containers())
                .put("blobs", summary.blobs())
                .put("snapshots", summary.snapshots())
                .put("bytes", summary.bytes())
                .put("queues", summary.queues())
                .put("messages", summary.messages())
                .toString();
    }
}
