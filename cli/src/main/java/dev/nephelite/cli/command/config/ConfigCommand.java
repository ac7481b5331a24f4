package dev.nephelite.cli.command.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nephelite config}: what the options of a start are set to, and which there are. */
@Command(
        name = "config",
        description = "Print the settings of a start and where they come from, or the schema of nephelite.yml.",
        mixinStandardHelpOptions = true,
        subcommands = {ConfigShowCommand.class, ConfigSchemaCommand.class})
public final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to print: 'nephelite config show' or 'nephelite config schema'.");
    }
}
