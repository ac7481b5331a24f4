package dev.nephelite.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The same command once more, in a JVM that goes on when this one has ended and its terminal is closed. This one passes on
 * what the other prints until it is ready.
 */
public final class BackgroundJvm {
    private static final String MARK = "nephelite.background";

    private BackgroundJvm() {}

    /** Whether this process is the one in the background. */
    public static boolean isThisOne() {
        return Boolean.getBoolean(MARK);
    }

    /**
     * Starts the process and waits until it is ready, or has ended. What it writes to standard error goes to a file in the folder
     * for temporary files, because a terminal may be closed.
     *
     * @param program the main class and its arguments
     * @param lastLine what it prints on standard output when it is ready
     * @param err for what it has written to its log
     * @param notes for a message about it, in the format of its log
     * @return the exit code: 0 if it is ready, otherwise its own
     */
    public static int run(List<String> program, String lastLine, PrintWriter out, PrintWriter err, PrintWriter notes)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("nephelite-", ".log");
        Process process = new ProcessBuilder(OwnCommand.of(List.of("-D" + MARK + "=true"), program))
                .redirectError(log.toFile())
                .start();
        process.getOutputStream().close();
        Thread interrupted = new Thread(process::destroy, "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean ready = pass(process, lastLine, out);
        int exitCode = ready ? 0 : process.waitFor();
        err.print(Files.readString(log));
        err.flush();
        if (ready) {
            Runtime.getRuntime().removeShutdownHook(interrupted);
            notes.println("nephelite: process " + process.pid() + " goes on in the background and writes its log to "
                    + log + ". 'nephelite stop' ends it.");
            notes.flush();
        } else {
            Files.delete(log);
        }
        return exitCode;
    }

    /** Copies lines of standard output, up to {@code last}. Returns whether that was there. */
    private static boolean pass(Process process, String last, PrintWriter out) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                out.println(line);
                out.flush();
                if (line.equals(last)) {
                    return true;
                }
                line = lines.readLine();
            }
        }
        return false;
    }
}
