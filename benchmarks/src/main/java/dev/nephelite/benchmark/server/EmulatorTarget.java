package dev.nephelite.benchmark.server;

import dev.nephelite.benchmark.report.Subject;
import java.nio.file.Path;
import java.util.List;

/** An emulator that can be measured. */
public interface EmulatorTarget {
    Subject subject();

    /** Which version of it this is, for the reader of the table. */
    String version();

    /** The command that runs it in the foreground until SIGTERM, with its data in {@code folder}. */
    List<String> command(Path folder, Ports ports);

    /** The same with a function app. */
    default EmulatorTarget running(Path app) {
        throw new IllegalStateException(subject().title() + " runs no function apps");
    }
}
