package dev.nephelite.cli.command.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.OutputFile;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.Quantities;
import dev.nephelite.cli.output.TransferProgress;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.cloud.archive.Export;
import dev.nephelite.cloud.archive.ExportFile;
import dev.nephelite.cloud.archive.ExportSummary;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite export}: writes everything that is stored to one file. */
@Command(
        name = "export",
        description = "Write everything that a running program or a data folder has stored to one file.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class ExportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "File to write, such as data.zip.")
    private Path file;

    @Option(names = "--force", description = "Replace the file if it exists.")
    private boolean force;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        new OutputFile(spec, "FILE", file).requireWritable();
        if (Files.exists(file) && !force) {
            throw new ParameterException(spec.commandLine(), "FILE: " + file + " exists already. --force replaces it.");
        }
        Path target = file.toAbsolutePath().normalize();
        Path unfinished = Files.createTempFile(target.resolveSibling(""), target.getFileName() + ".", ".part");
        try {
            write(unfinished);
            ExportSummary summary;
            try (ExportFile written = ExportFile.open(unfinished)) {
                summary = written.summary();
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            print(summary);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return 0;
    }

    private void write(Path unfinished) throws IOException, InterruptedException {
        try (SystemClock clock = new SystemClock();
                OutputStream out = Files.newOutputStream(unfinished);
                TransferProgress progress = output.progress(spec, clock)) {
            write(new CountedStream(out, progress), clock);
        }
    }

    private void write(OutputStream out, Clock clock) throws IOException, InterruptedException {
        try {
            instance.control("/v1/export").get(content -> content.transferTo(out));
        } catch (NotRunningException nothingRuns) {
            Path folder = folderAtRest().orElseThrow(() -> nothingRuns);
            try (DataFolder dataFolder = DataFolder.openExisting(folder);
                    Store store =
                            Store.open(dataFolder, Durability.PROCESS, Clocks.single(clock), RandomIds.unseeded())) {
                Export.write(store, out);
            }
        }
    }

    /** The data folder that no program uses, if one is named and exists. */
    private Optional<Path> folderAtRest() {
        return instance.dataFolder().filter(Files::isDirectory);
    }

    private void print(ExportSummary summary) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(PrintableText.of(output.json() ? json(summary) : text(summary)));
        out.flush();
    }

    private String text(ExportSummary summary) {
        return file + " has " + Quantities.count(summary.records(), "record") + " and "
                + Quantities.count(summary.contents(), "content") + " of "
                + Quantities.bytes(summary.contentBytes()) + ".";
    }

    private String json(ExportSummary summary) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("file", file.toAbsolutePath().normalize().toString())
                .put("records", summary.records())
                .put("contents", summary.contents())
                .put("contentBytes", summary.contentBytes())
                .toString();
    }

    /** Reports how much has been written, and names the file if it cannot be written. */
    private final class CountedStream extends FilterOutputStream {
        private final TransferProgress progress;
        private long count;

        private CountedStream(OutputStream out, TransferProgress progress) {
            super(out);
            this.progress = progress;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException unwritable) {
                throw new IOException(
                        file + " cannot be written: " + FailureText.reason(unwritable)
                                + ". Free space, or name a file on another disk.",
                        unwritable);
            }
            count += length;
            progress.at("exporting, " + Quantities.bytes(count));
        }
    }
}
