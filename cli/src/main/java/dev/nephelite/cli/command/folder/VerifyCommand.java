package dev.nephelite.cli.command.folder;

import dev.nephelite.cli.options.DataFolderOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.emulator.store.repair.FolderInspection;
import dev.nephelite.emulator.store.repair.FolderReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite verify}: reads all of a data folder and says what is damaged. */
@Command(
        name = "verify",
        description = "Read all of a data folder and list what is damaged, without changing anything.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FolderReportPrinter printer = new FolderReportPrinter(spec, output, options.folder());
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        FolderReport report = printer.run(
                (folder, services, progress) -> FolderInspection.verify(folder, temporary, services, progress));
        printer.print(report, "damaged", "damaged", summary(printer, report));
        return report.isSound() ? 0 : ExitCodes.DATA_DAMAGED;
    }

    private static String summary(FolderReportPrinter printer, FolderReport report) {
        String read = FolderReportPrinter.extent(report) + ".";
        return report.isSound()
                ? "The data folder " + printer.folder() + " is sound: " + read
                : "The data folder " + printer.folder() + " is damaged: " + read + " 'nephelite repair "
                        + printer.folder() + "' makes it usable again; of the lines above, " + report.losses()
                        + " are about what it cannot bring back.";
    }
}
