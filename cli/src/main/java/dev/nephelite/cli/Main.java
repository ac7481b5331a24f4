package dev.nephelite.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code nephelite} command: names its subcommands and turns their failures into one line and an exit code. */
@Command(
        name = "nephelite",
        description = "A local cloud: Azure Blob and Queue storage, and a host for Azure Functions.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {StartCommand.class, VersionCommand.class})
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        LogLevels.install();
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, ready to execute; tests give it writers of their own. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setOverwrittenOptionsAllowed(true)
                .setExecutionExceptionHandler(reportInOneLine())
                .setExitCodeExceptionMapper(new ExitCodes());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    private static IExecutionExceptionHandler reportInOneLine() {
        return (failure, commandLine, parsed) -> {
            commandLine.getErr().println("nephelite: " + failure.getMessage());
            return commandLine.getExitCodeExceptionMapper().getExitCode(failure);
        };
    }
}
