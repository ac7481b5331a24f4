package dev.nephelite.cli.options;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.TransferProgress;
import dev.nephelite.emulator.time.Clock;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a command prints its results. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Format of the results.",
            converter = OutputFormat.Name.class,
            completionCandidates = OutputFormat.Name.class,
            defaultValue = "text")
    private OutputFormat format;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors on standard error.")
    private boolean quiet;

    public boolean json() {
        return format == OutputFormat.JSON;
    }

    public boolean quiet() {
        return quiet;
    }

    /** Prints something for people that is not a result. */
    public void note(CommandSpec command, String text) {
        if (!quiet) {
            PrintWriter err = command.commandLine().getErr();
            err.println(PrintableText.of("nephelite: " + text));
            err.flush();
        }
    }

    /** The progress of a command that begins to read or write much data. To be closed when it ends. */
    public TransferProgress progress(CommandSpec command, Clock clock) {
        PrintWriter err = quiet
                ? new PrintWriter(PrintWriter.nullWriter())
                : command.commandLine().getErr();
        return new TransferProgress(clock, err, TransferProgress.isTerminal());
    }

    /** Prints why the command fails, which even {@code --quiet} does not suppress. */
    public void error(CommandSpec command, String text) {
        PrintWriter err = command.commandLine().getErr();
        err.println(PrintableText.of("nephelite: " + text));
        err.flush();
    }

    /**
     * Prints the only result of a command: in JSON, as an object with one member; otherwise as a sentence for people, on
     * standard error, because it is nothing that a script reads.
     */
    public void result(CommandSpec command, String sentence, String member, Object value) {
        if (!json()) {
            note(command, sentence);
            return;
        }
        PrintWriter out = command.commandLine().getOut();
        out.println(new JsonMapper().createObjectNode().putPOJO(member, value));
        out.flush();
    }

    /** For whom something is written: for people, or for programs. */
    enum OutputFormat {
        TEXT,
        JSON;

        /** How the command line spells it. */
        static final class Name extends NamedValue<OutputFormat> {
            Name() {
                super(values());
            }
        }
    }
}
