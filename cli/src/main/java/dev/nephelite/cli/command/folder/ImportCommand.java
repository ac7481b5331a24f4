package dev.nephelite.cli.command.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.cli.config.ConfigFile;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.Quantities;
import dev.nephelite.cli.output.TransferProgress;
import dev.nephelite.cloud.archive.ExportFile;
import dev.nephelite.cloud.archive.ExportSummary;
import dev.nephelite.cloud.archive.Import;
import dev.nephelite.cloud.azurite.AzuriteImport;
import dev.nephelite.cloud.azurite.ImportSummary;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite import}: makes a data folder from an export, or from the data of another emulator. */
@Command(
        name = "import",
        description = "Make a new data folder from a file of 'nephelite export', or from Azurite's data.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ImportCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A file that 'nephelite export' has written.")
    private @Nullable Path export;

    @Option(
            names = "--from-azurite",
            paramLabel = "DIR",
            description = "Instead of a file, the folder with Azurite's files, __azurite_db_blob__.json among them."
                    + " It is left unchanged. Stop Azurite first.")
    private @Nullable Path azurite;

    @Option(
            names = {"-l", "--location"},
            paramLabel = "DIR",
            description = "The data folder to make. It must be empty or not exist yet."
                    + " Default: the location in nephelite.yml, or .nephelite.")
    private @Nullable Path location;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path file = export;
        Path folder = azurite;
        if ((file == null) == (folder == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Name either a file that 'nephelite export' has written, or --from-azurite DIR.");
        }
        try (SystemClock clock = new SystemClock();
                TransferProgress progress = output.progress(spec, clock)) {
            if (file != null) {
                ExportSummary summary = importOf(file, clock, progress);
                print(progress, output.json() ? json(summary) : text(summary));
            } else if (folder != null) {
                ImportSummary summary = importOfAzurite(folder, clock, progress);
                print(progress, output.json() ? json(summary) : text(summary));
            }
        }
        return 0;
    }

    private Path location() {
        return location == null ? ConfigFile.dataFolder(System.getenv()) : location;
    }

    private void print(TransferProgress progress, String result) {
        progress.close();
        PrintWriter out = spec.commandLine().getOut();
        out.println(PrintableText.of(result));
        out.flush();
    }

    private ExportSummary importOf(Path file, Clock clock, TransferProgress progress) throws IOException {
        try (ExportFile opened = ExportFile.open(file)) {
            return new Import(
                            opened,
                            Clocks.single(clock),
                            RandomIds.unseeded(),
                            step -> progress.at(step.text(), step.done(), step.total()))
                    .to(location());
        }
    }

    private ImportSummary importOfAzurite(Path folder, Clock clock, TransferProgress progress) throws IOException {
        return new AzuriteImport(folder, Clocks.single(clock), RandomIds.unseeded(), progress::at).to(location());
    }

    private String text(ExportSummary summary) {
        return "The data folder " + location().toAbsolutePath().normalize() + " has "
                + Quantities.count(summary.records(), "record") + " and "
                + Quantities.count(summary.contents(), "content") + " of "
                + Quantities.bytes(summary.contentBytes()) + ".";
    }

    private String json(ExportSummary summary) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("folder", location().toAbsolutePath().normalize().toString())
                .put("records", summary.records())
                .put("contents", summary.contents())
                .put("contentBytes", summary.contentBytes())
                .toString();
    }

    private String text(ImportSummary summary) {
        return "The data folder " + location().toAbsolutePath().normalize() + " has "
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
                .put("folder", location().toAbsolutePath().normalize().toString())
                .put("containers", summary.containers())
                .put("blobs", summary.blobs())
                .put("snapshots", summary.snapshots())
                .put("bytes", summary.bytes())
                .put("queues", summary.queues())
                .put("messages", summary.messages())
                .toString();
    }
}
