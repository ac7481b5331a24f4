package dev.nephelite.benchmark.server;

import dev.nephelite.benchmark.report.Subject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** An emulator that can be measured. */
public interface EmulatorTarget {
    Subject subject();

    /** The version, for a note below the table. */
    String version();

    /** The command that runs the emulator in the foreground until SIGTERM, with its data in {@code folder}. */
    List<String> command(Path folder, Server.Ports ports);

    /**
     * This emulator with a function app.
     *
     * @param options additional options, such as the one that chooses where functions run
     */
    default EmulatorTarget running(Path app, String... options) {
        throw new IllegalStateException(subject().title() + " runs no function apps");
    }

    /**
     * Runs a program to its end and returns what it printed. Its standard error is inherited.
     *
     * @throws IOException if the program does not exist or fails
     */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("\"" + String.join(" ", command) + "\" ended with exit code " + code);
        }
        return output.strip();
    }
}
