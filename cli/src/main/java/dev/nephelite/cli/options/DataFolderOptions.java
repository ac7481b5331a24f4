package dev.nephelite.cli.options;

import dev.nephelite.cli.config.ConfigFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The data folder that a command works on, which no running program may use. */
public final class DataFolderOptions {
    private static final String LOCATION = "--location";

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The data folder; the same as --location.")
    private @Nullable Path folder;

    @Option(
            names = {"-l", LOCATION},
            paramLabel = "DIR",
            description = "Data folder. Default: the location in nephelite.yml, or .nephelite.")
    private @Nullable Path location;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    public Path folder() {
        if (folder == null) {
            return location == null ? ConfigFile.dataFolder(System.getenv()) : location;
        }
        if (location != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "The folder is named twice, " + folder + " and " + LOCATION + " " + location + ".");
        }
        return folder;
    }
}
