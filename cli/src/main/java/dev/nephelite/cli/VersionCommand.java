package dev.nephelite.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite version}: the same line as {@code --version}, for those who try a word first. */
@Command(name = "version", description = "Print the version and exit.")
final class VersionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine main = spec.root().commandLine();
        main.printVersionHelp(main.getOut());
    }
}
