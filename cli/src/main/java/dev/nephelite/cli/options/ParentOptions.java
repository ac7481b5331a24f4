package dev.nephelite.cli.options;

import dev.nephelite.cli.process.ParentProcess;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Whether the program ends with the process that has started it. */
public final class ParentOptions {
    public static final String EXIT_WITH_PARENT = "--exit-with-parent";

    @Option(
            names = EXIT_WITH_PARENT,
            description = "Stop when the process that has started this one has ended, even if it was killed.",
            showDefaultValue = Visibility.NEVER)
    private boolean exitWithParent;

    public boolean exitWithParent() {
        return exitWithParent;
    }

    /** Lets this process end with its parent, if that was asked for. */
    public void apply() {
        if (exitWithParent) {
            ParentProcess.endWithStarter(0);
        }
    }
}
