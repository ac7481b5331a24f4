package dev.nephelite.cli.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A command whose options can also be set by the configuration file and by environment variables. */
public interface ConfigurableCommand {
    /** Which settings the command has. */
    Configuration.Target target();

    /** The configuration file that the command line names; null if it names none. */
    @Nullable
    Path configFile();

    /** The function app that the command line names; null if it names none. */
    @Nullable
    Path namedApp();

    /** Sets the configuration file from which the command has settings. */
    void configuredBy(ConfigFile file);
}
