package dev.nephelite.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same command once more, in a JVM that goes on when this one has ended and its terminal is closed. This one passes on
 * what the other prints until it is ready.
 *
 * <p>Until then, both end together. The process in the background reads its standard input: a byte lets it go on alone, and
 * the end of the input means that the other process was killed.
 */
public final class BackgroundJvm {
    /** The system property that names the file with what a process in the background prints during its start. */
    private static final String START_LOG = "nephelite.background";

    private static final int RELEASE = '\n';
    private static final int ABANDONED = 1;

    /** A process that was ended by a signal has an exit code above this one. */
    private static final int SIGNAL = 128;

    private BackgroundJvm() {}

    /** Whether this process is the one in the background. */
    public static boolean isThisOne() {
        return System.getProperty(START_LOG) != null;
    }

    /**
     * Starts the process and waits until it is ready, or has ended. What it writes to standard error until then goes to a file in
     * the folder for temporary files, because a terminal may be closed.
     *
     * @param program the main class and its arguments
     * @param log its {@link BackgroundLog}
     * @param lastLine what it prints on standard output when it is ready
     * @param err for what it has written to its log
     * @param notes for a message about it, in the format of its log
     * @return the exit code: 0 if it is ready, otherwise its own
     */
    public static int run(
            List<String> program, Path log, String lastLine, PrintWriter out, PrintWriter err, PrintWriter notes)
            throws IOException, InterruptedException {
        Path start = Files.createTempFile("nephelite-", ".log");
        Process process = new ProcessBuilder(OwnCommand.of(List.of("-D" + START_LOG + "=" + start), program))
                .redirectError(start.toFile())
                .start();
        Thread interrupted = new Thread(() -> end(process, start), "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean ready = pass(process, lastLine, out) && isKept(interrupted) && isReleased(process);
        int exitCode = ready ? 0 : process.waitFor();
        err.print(Files.exists(start) ? Files.readString(start) : "");
        err.flush();
        if (ready) {
            notes.println("nephelite: process " + process.pid() + " goes on in the background and writes its log to "
                    + log.toAbsolutePath().normalize() + ". 'nephelite stop' ends it.");
        } else if (exitCode > SIGNAL) {
            notes.println("nephelite: signal " + (exitCode - SIGNAL) + " has ended the process in the background"
                    + " before it was ready. Start it again; signal 9 often means that the machine has run out of"
                    + " memory.");
        }
        notes.flush();
        delete(start);
        return exitCode;
    }

    private static void delete(Path start) {
        try {
            Files.deleteIfExists(start);
        } catch (IOException ignored) {
            // Windows does not delete it as long as the process has it open.
        }
    }

    /**
     * In the process in the background: ends it, and deletes that file, if the process that has started it ends before it has let
     * this one go on alone.
     */
    public static void endIfAbandoned() {
        @Nullable String log = System.getProperty(START_LOG);
        if (log != null) {
            Thread thread = new Thread(() -> awaitRelease(Path.of(log)), "background-release");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void awaitRelease(Path log) {
        try {
            if (System.in.read() == RELEASE) {
                return;
            }
            Files.deleteIfExists(log);
        } catch (IOException ignored) {
            // Without its standard input, this process cannot be let go on.
        }
        System.exit(ABANDONED);
    }

    /** Whether the process may be kept, because this one was not interrupted meanwhile. */
    private static boolean isKept(Thread interrupted) {
        try {
            return Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException shuttingDown) {
            return false;
        }
    }

    /** Lets the process go on alone. Returns whether it still runs. */
    private static boolean isReleased(Process process) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(RELEASE);
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    private static void end(Process process, Path log) {
        process.destroy();
        try {
            process.waitFor();
            Files.deleteIfExists(log);
        } catch (IOException ignored) {
            // It is in the folder for temporary files.
        } catch (InterruptedException halting) {
            Thread.currentThread().interrupt();
        }
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
