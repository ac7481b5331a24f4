package dev.nephelite.cli.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** From where a start takes its settings, for commands that look at them without starting anything. */
public final class StartSettingsOptions {
    @Parameters(arity = "0..1", paramLabel = "APP", description = "The function app, as for 'nephelite start'.")
    private @Nullable Path app;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from this file, as 'nephelite start --config' does.")
    private @Nullable Path configFile;

    /** The app that is named. */
    public @Nullable Path app() {
        return app;
    }

    /** The configuration file that is named. */
    public @Nullable Path configFile() {
        return configFile;
    }
}
