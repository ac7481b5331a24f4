package dev.nephelite.benchmark.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs that are run for what they print. */
final class Commands {
    private Commands() {}

    /**
     * Runs a program to its end and returns what it printed; its errors go to ours.
     *
     * @throws IOException if there is no such program, or it fails
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
