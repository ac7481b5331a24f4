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
 * Options of Azurite that have no effect here. Those that would change nothing are accepted, and those that would seldom
 * change anything are accepted with a note.
 */
@SuppressWarnings("UnusedVariable") // They have no effect.
public final class IgnoredAzuriteOptions {
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

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Prints a note to {@code err} for each option that a user may rely on. */
    public void accept(Map<String, String> environment, PrintWriter err) {
        @Nullable String database = environment.get(DATABASE);
        if (database != null && !database.isBlank()) {
            throw new ParameterException(
                    command.commandLine(),
                    "The environment variable " + DATABASE + " is set, but Nephelite keeps its data in a folder."
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
}
