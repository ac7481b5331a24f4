package dev.nephelite.cli.command;

import dev.nephelite.blob.store.BlobInspector;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.output.ConsoleProgress;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.emulator.store.repair.FolderReport;
import dev.nephelite.emulator.store.repair.FolderReport.Damage;
import dev.nephelite.emulator.store.repair.TableInspector;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.queue.store.QueueInspector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Has a data folder checked, and prints what is found: a line for each damaged thing, and a summary. */
final class FolderReportPrinter {
    private static final List<TableInspector> SERVICES = List.of(new BlobInspector(), new QueueInspector());
    private static final Duration SILENT = Duration.ofSeconds(1);
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

    /** Runs a check, of which progress is shown if it takes long. */
    FolderReport run(Check check) throws IOException {
        PrintWriter err = output.quiet()
                ? new PrintWriter(PrintWriter.nullWriter())
                : command.commandLine().getErr();
        try (SystemClock clock = new SystemClock()) {
            ConsoleProgress progress = new ConsoleProgress(clock, err, SILENT);
            try {
                return check.run(folder, SERVICES, progress::step);
            } finally {
                progress.done();
            }
        }
    }

    /**
     * Prints what was found.
     *
     * @param lost what comes before what cannot be brought back
     * @param mended what comes before what can, or was
     * @param summary the last line, but for the count of what was read
     */
    void print(FolderReport report, String lost, String mended, String summary) {
        PrintWriter out = command.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(json(report)));
        } else {
            for (Damage damage : report.damages()) {
                String file = damage.file() == null ? "" : " (" + damage.file() + ")";
                out.println(PrintableText.of(
                        (damage.lost() ? lost : mended) + ": " + damage.subject() + ": " + damage.problem() + file));
            }
            out.println(PrintableText.of(summary));
        }
        out.flush();
        report.notes().forEach(note -> output.note(command, note));
    }

    /** How much was read. */
    static String extent(FolderReport report) {
        return count(report.records(), "record")
                + " and "
                + count(report.contentFiles(), "content file")
                + " ("
                + size(report.contentBytes())
                + ") were read";
    }

    private static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }

    /** A number of bytes in the largest unit of which there is at least one. */
    private static String size(long bytes) {
        if (bytes < KILOBYTE) {
            return count(bytes, "byte");
        }
        return bytes < MEGABYTE
                ? String.format(Locale.ROOT, "%,d kB", bytes / KILOBYTE)
                : String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
    }

    Path folder() {
        return folder;
    }

    private String json(FolderReport report) {
        StringBuilder json = new StringBuilder("{\"folder\":").append(text(folder.toString()));
        json.append(",\"sound\":").append(report.isSound());
        json.append(",\"records\":").append(report.records());
        json.append(",\"contentFiles\":").append(report.contentFiles());
        json.append(",\"contentBytes\":").append(report.contentBytes());
        json.append(",\"damages\":[");
        String separator = "";
        for (Damage damage : report.damages()) {
            json.append(separator).append("{\"subject\":").append(text(damage.subject()));
            json.append(",\"problem\":").append(text(damage.problem()));
            json.append(",\"file\":").append(text(damage.file()));
            json.append(",\"lost\":").append(damage.lost()).append('}');
            separator = ",";
        }
        json.append("],\"notes\":[");
        json.append(String.join(
                ",", report.notes().stream().map(FolderReportPrinter::text).toList()));
        return json.append("]}").toString();
    }

    private static String text(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder json = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                json.append(character);
            }
        }
        return json.append('"').toString();
    }

    /** Looks at a folder, and perhaps repairs it. */
    @FunctionalInterface
    interface Check {
        FolderReport run(Path folder, List<TableInspector> services, Consumer<String> progress) throws IOException;
    }
}
