package dev.nephelite.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code func start} that could mean nothing here; each is refused with what to do instead. */
final class ForeignOptions {
    private static final String LANGUAGE_WORKER = "--language-worker";
    private static final String DOTNET_DEBUG = "--dotnet-isolated-debug";
    private static final String RUNTIME = "--runtime";
    private static final Map<String, String> INSTEAD = new LinkedHashMap<>(Map.of(
            LANGUAGE_WORKER,
            "functions run in this program's own Java. Use --debug for a debugger, and the environment variable"
                    + " NEPHELITE_JAVA_OPTS for options of the JVM.",
            DOTNET_DEBUG,
            "functions are written in Java here. Use --debug --suspend to wait for a debugger.",
            RUNTIME,
            "it chooses between versions of .NET, and functions are written in Java here. Leave it out."));

    @Option(names = LANGUAGE_WORKER, arity = "0..*", hidden = true)
    private List<String> languageWorker = new ArrayList<>();

    @Option(names = DOTNET_DEBUG, hidden = true)
    private boolean dotnetDebug;

    @Option(names = RUNTIME, arity = "0..1", hidden = true)
    private String runtime = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses every one of them. */
    void requireAbsent() {
        for (Entry<String, String> entry : INSTEAD.entrySet()) {
            if (command.commandLine().getParseResult().hasMatchedOption(entry.getKey())) {
                throw new ParameterException(
                        command.commandLine(), entry.getKey() + " means nothing here: " + entry.getValue());
            }
        }
    }
}
