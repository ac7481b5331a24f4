package dev.nephelite.cli.options;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of Azurite for {@code nephelite start}. What they would change here is refused. */
public final class AzuriteCompatibilityOptions {
    @Mixin
    private IgnoredAzuriteOptions ignored;

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
        ignored.accept(environment, err);
    }

    private ParameterException refusal(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
