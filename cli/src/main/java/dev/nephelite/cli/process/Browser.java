package dev.nephelite.cli.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The web browser that the user prefers.
 *
 * @param command opens the URL that follows it
 */
public record Browser(List<String> command) {
    private static final int SECONDS_TO_FAIL = 2;

    /** The browser of this operating system, whose name is as in {@code os.name}. */
    public static Browser of(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return new Browser(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        return new Browser(List.of(name.startsWith("mac") ? "open" : "xdg-open"));
    }

    /**
     * Opens a page.
     *
     * @throws IOException if that fails; the message is a clause that says why
     */
    public void open(String url) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.add(url);
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            throw new IOException("there is no " + command.get(0), missing);
        }
        process.getOutputStream().close();
        // It may go on for as long as the browser.
        if (process.waitFor(SECONDS_TO_FAIL, TimeUnit.SECONDS) && process.exitValue() != 0) {
            throw new IOException(command.get(0) + " ended with exit code " + process.exitValue());
        }
    }
}
