package dev.nephelite.cli.command.folder;

import dev.nephelite.cli.options.DataFolderOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.emulator.store.repair.FolderRepair;
import dev.nephelite.emulator.store.repair.FolderReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite repair}: makes a damaged data folder usable again and says what is lost. */
@Command(
        name = "repair",
        description = "Make a damaged data folder usable again and list what is lost. The damaged files are kept in its"
                + " subfolder 'damaged'.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class RepairCommand implements Callable<Integer> {
    @Mixin
    private DataFolderOptions options;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FolderReportPrinter printer = new FolderReportPrinter(spec, output, options.folder());
        FolderReport report = printer.run(FolderRepair::repair);
        printer.print(report, "lost", "repaired", summary(printer, report));
        return report.losses() == 0 ? 0 : ExitCodes.DATA_DAMAGED;
    }

    private static String summary(FolderReportPrinter printer, FolderReport report) {
        String read = FolderReportPrinter.extent(report) + ".";
        return report.isSound()
                ? "The data folder " + printer.folder() + " is sound, and nothing was changed: " + read
                : "The data folder " + printer.folder() + " can be used again: " + read + " "
                        + report.losses() + " losses and " + (report.damages().size() - report.losses())
                        + " repairs are listed above. The damaged files are in "
                        + printer.folder().resolve("damaged") + "; delete them when you no longer need them.";
    }
}
