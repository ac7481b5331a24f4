package dev.nephelite.cli.options;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options of Azurite that Nephelite does not have, so that Azurite's command lines work unchanged. Options that would change
 * nothing are accepted, those that would seldom change anything are accepted with a note, and the others are refused.
 */
@SuppressWarnings("UnusedVariable") // Most are accepted and have no effect.
public final class AzuriteCompatibilityOptions {
    private static final String DATABASE = "AZURITE_DB";

    @Option(
            names = {"-s", "--silent"},
            hidden = true)
    private boolean silent;

    @Option(names = "--skipApiVersionCheck", hidden = true)
    private boolean anyVersion;

    @Option(names = "--disableTelemetry", hidden = true)
    private boolean noTelemetry;

    @Option(
            names = {"--blobKeepAliveTimeout", "--queueKeepAliveTimeout"},
            hidden = true)
    private @Nullable String keepAlive;

    @Option(
            names = {"-L", "--loose"},
            hidden = true)
    private boolean loose;

    @Option(names = "--disableProductStyleUrl", hidden = true)
    private boolean pathStyle;

    @Option(names = "--extentMemoryLimit", hidden = true)
    private @Nullable String memory;

    @Option(
            names = {"--tableHost", "--tablePort", "--tableKeepAliveTimeout"},
            hidden = true)
    private @Nullable String table;

    @Option(names = "-d", hidden = true)
    private @Nullable String debugLog;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses unsupported options, and prints a note to {@code err} for those without effect that a user may rely on. */
    public void require(Map<String, String> environment, PrintWriter err) {
        if (table != null) {
            throw refusal("There is no Table service here. Leave out --tableHost, --tablePort and"
                    + " --tableKeepAliveTimeout; Azurite's azurite-table can run beside Nephelite.");
        }
        if (debugLog != null) {
            throw refusal("-d, Azurite's debug log, does not exist here. Use --verbose, with --json-output-file"
                    + " FILE for a log in a file; --debug opens a debugger port.");
        }
        @Nullable String database = environment.get(DATABASE);
        if (database != null && !database.isBlank()) {
            throw refusal("The environment variable " + DATABASE + " is set, but Nephelite keeps its data in a folder."
                    + " Unset it, and choose the folder with --location.");
        }
        notes().forEach(note -> err.println("nephelite: " + note));
        err.flush();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (loose) {
            notes.add("--loose has no effect: unsupported requests are answered with status 501.");
        }
        if (pathStyle) {
            notes.add("--disableProductStyleUrl has no effect: if the first label of the host is the name of an"
                    + " account, the request is for that account; otherwise the path names it.");
        }
        if (memory != null) {
            notes.add("--extentMemoryLimit has no effect: the limit is the memory of the JVM. To change it, set the"
                    + " environment variable NEPHELITE_JAVA_OPTS, for example to -Xmx1g.");
        }
        return notes;
    }

    private ParameterException refusal(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
