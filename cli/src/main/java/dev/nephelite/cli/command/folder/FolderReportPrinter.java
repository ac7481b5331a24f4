package dev.nephelite.cli.command.folder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.blob.store.BlobInspector;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.Quantities;
import dev.nephelite.cli.output.TransferProgress;
import dev.nephelite.emulator.store.repair.FolderReport;
import dev.nephelite.emulator.store.repair.FolderReport.Damage;
import dev.nephelite.emulator.store.repair.TableInspector;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.queue.store.QueueInspector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a check of a data folder and prints its result: a line for each damage, and a summary. */
final class FolderReportPrinter {
    private static final List<TableInspector> SERVICES = List.of(new BlobInspector(), new QueueInspector());
    private static final long KILOBYTE = 1_000;
    private static final long MEGABYTE = 1_000_000;

    private final CommandSpec command;
    private final OutputOptions output;
    private final Path folder;

    FolderReportPrinter(CommandSpec command, OutputOptions output, Path folder) {
        this.command = command;
        this.output = output;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Runs a check, and shows its progress if it takes longer than a second. */
    FolderReport run(Check check) throws IOException {
        try (SystemClock clock = new SystemClock();
                TransferProgress progress = output.progress(command, clock)) {
            return check.run(folder, SERVICES, progress::at);
        }
    }

    /**
     * Prints what was found.
     *
     * @param lost the first word of a line about something that cannot be restored
     * @param mended the first word of a line about something that can be restored, or was
     * @param summary the last line
     */
    void print(FolderReport report, String lost, String mended, String summary) {
        PrintWriter out = command.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(json(report)));
        } else {
            for (Damage damage : report.damages()) {
                String file = damage.file() == null ? "" : " (" + damage.file() + ")";
                out.println(PrintableText.line(
                        (damage.lost() ? lost : mended) + ": " + damage.subject() + ": " + damage.problem() + file));
            }
            out.println(PrintableText.of(summary));
        }
        out.flush();
        report.notes().forEach(note -> output.note(command, note));
    }

    /** A clause that says how much was read. */
    static String extent(FolderReport report) {
        return Quantities.count(report.records(), "record")
                + " and "
                + Quantities.count(report.contentFiles(), "content file")
                + " ("
                + size(report.contentBytes())
                + ") were read";
    }

    /** A number of bytes in the largest unit of which there is at least one. */
    private static String size(long bytes) {
        if (bytes < KILOBYTE) {
            return Quantities.count(bytes, "byte");
        }
        return bytes < MEGABYTE
                ? String.format(Locale.ROOT, "%,d kB", bytes / KILOBYTE)
                : String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
    }

    Path folder() {
        return folder;
    }

    private String json(FolderReport report) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("folder", folder.toString());
        object.put("sound", report.isSound());
        object.put("records", report.records());
        object.put("contentFiles", report.contentFiles());
        object.put("contentBytes", report.contentBytes());
        ArrayNode damages = object.putArray("damages");
        for (Damage damage : report.damages()) {
            damages.addObject()
                    .put("subject", damage.subject())
                    .put("problem", damage.problem())
                    .put("file", damage.file())
                    .put("lost", damage.lost());
        }
        ArrayNode notes = object.putArray("notes");
        report.notes().forEach(notes::add);
        return object.toString();
    }

    /** Inspects a data folder, and repairs it if that is its purpose. */
    @FunctionalInterface
    interface Check {
        FolderReport run(Path folder, List<TableInspector> services, Consumer<String> progress) throws IOException;
    }
}
