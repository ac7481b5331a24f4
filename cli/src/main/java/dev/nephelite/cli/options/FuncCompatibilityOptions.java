package dev.nephelite.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code func start} that Nephelite does not support. Each is refused, with the alternative. */
public final class FuncCompatibilityOptions {
    private static final String LANGUAGE_WORKER = "--language-worker";
    private static final String DOTNET_DEBUG = "--dotnet-isolated-debug";
    private static final String RUNTIME = "--runtime";

    @Option(names = LANGUAGE_WORKER, arity = "0..*", hidden = true)
    private @Nullable List<String> languageWorker;

    @Option(names = DOTNET_DEBUG, hidden = true)
    private boolean dotnetDebug;

    @Option(names = RUNTIME, arity = "0..1", fallbackValue = "default", hidden = true)
    private @Nullable String runtime;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses all of them. */
    public void requireAbsent() {
        if (languageWorker != null) {
            throw refusal(
                    LANGUAGE_WORKER,
                    "functions run in this program's own Java. Use --debug for a debugger, and the environment variable"
                            + " NEPHELITE_JAVA_OPTS for options of the JVM.");
        }
        if (dotnetDebug) {
            throw refusal(
                    DOTNET_DEBUG, "functions are written in Java here. Use --debug --suspend to wait for a debugger.");
        }
        if (runtime != null) {
            throw refusal(
                    RUNTIME,
                    "it chooses between versions of .NET, and functions are written in Java here. Leave it out.");
        }
    }

    private ParameterException refusal(String option, String reason) {
        return new ParameterException(command.commandLine(), option + " is not supported: " + reason);
    }
}
