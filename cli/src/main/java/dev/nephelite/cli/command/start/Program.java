package dev.nephelite.cli.command.start;

import dev.nephelite.cli.output.JsonStandardError;
import dev.nephelite.cli.process.BackgroundLog;
import java.util.Optional;

/** The program that runs a command which starts a cloud. */
public interface Program {
    /** Waits for the classes that are loaded in the background while the command line is parsed. */
    void awaitPreparation();

    /** Turns everything that is written to standard error from now on into JSON. */
    void logAsJson(JsonStandardError json);

    /** Standard error, if this program is in the background. */
    Optional<BackgroundLog> backgroundLog();
}
