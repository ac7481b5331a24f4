package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.NamedValue;
import dev.nephelite.cli.options.OutputOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nephelite env}: the variables with which clients find the running program, for a shell to set. */
@Command(
        name = "env",
        description =
                "Print the environment variables with which clients find the running program, as a shell sets them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class EnvCommand implements Callable<Integer> {
    @Option(
            names = {"-s", "--shell"},
            paramLabel = "bash|fish|powershell|dotenv",
            description = "The language to print them in. zsh and sh understand bash's.",
            converter = Shell.Name.class,
            completionCandidates = Shell.Name.class,
            defaultValue = "bash")
    private Shell shell;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> variables = instance.environment();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(new JsonMapper().writeValueAsString(variables));
        } else {
            variables.forEach((name, value) -> out.println(shell.assignment(name, value)));
        }
        out.flush();
        return 0;
    }

    /** A language in which variables are set. */
    enum Shell {
        BASH,
        FISH,
        POWERSHELL,
        DOTENV;

        /** What sets a variable. */
        String assignment(String name, String value) {
            return switch (this) {
                case BASH -> "export " + name + "='" + value.replace("'", "'\\''") + "'";
                case FISH ->
                    "set -gx " + name + " '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
                case POWERSHELL -> "$Env:" + name + " = '" + value.replace("'", "''") + "'";
                // Without quotes, which Docker would make a part of the value.
                case DOTENV -> name + "=" + value;
            };
        }

        /** How the command line spells it. */
        static final class Name extends NamedValue<Shell> {
            Name() {
                super(values());
            }
        }
    }
}
