package dev.nephelite.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a command tells its results. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Format of the results.",
            converter = OutputFormat.Name.class,
            defaultValue = "text")
    private OutputFormat format;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors on standard error.")
    private boolean quiet;

    boolean json() {
        return format == OutputFormat.JSON;
    }

    boolean quiet() {
        return quiet;
    }

    /** Tells people something that is no result. */
    void note(CommandSpec command, String text) {
        if (!quiet) {
            PrintWriter err = command.commandLine().getErr();
            err.println(PrintableText.of("nephelite: " + text));
            err.flush();
        }
    }
}
