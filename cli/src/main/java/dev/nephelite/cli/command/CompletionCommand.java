package dev.nephelite.cli.command;

import dev.nephelite.cli.help.FishCompletion;
import dev.nephelite.cli.options.NamedValue;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite completion}: a script with which a shell completes the command line. */
@Command(
        name = "completion",
        description = "Print a script with which a shell completes commands, options and their values.",
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "bash|zsh|fish",
            converter = Shell.Name.class,
            completionCandidates = Shell.Name.class,
            description = "The shell.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        String script =
                switch (shell) {
                    // zsh reads it by its own emulation of bash, which the script loads.
                    case BASH, ZSH -> AutoComplete.bash(all.getCommandName(), all);
                    case FISH -> FishCompletion.of(all);
                };
        PrintWriter out = spec.commandLine().getOut();
        out.print(script);
        out.flush();
        return 0;
    }

    /** A shell that can complete. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        /** How the command line spells it. */
        static final class Name extends NamedValue<Shell> {
            Name() {
                super(values());
            }
        }
    }
}
