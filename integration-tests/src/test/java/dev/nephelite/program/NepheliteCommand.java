package dev.nephelite.program;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A command of the program in a process of its own, with its standard output and standard error apart. */
final class NepheliteCommand implements AutoCloseable {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_SECONDS = 240;

    private final Process process;
    private final Path errors;
    private final ProcessOutput output;

    private NepheliteCommand(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        output = new ProcessOutput(process);
    }

    /** What runs the command from another program. */
    static List<String> line(String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(Nephelite.SHORT_LIVED);
        line.addAll(List.of(
                "-Dnephelite.home=" + Nephelite.HOME,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.nephelite.cli.Main"));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Starts the command in a working folder and returns at once. */
    static NepheliteCommand start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(line(arguments)).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new NepheliteCommand(builder.start(), errors);
    }

    /** Waits for a line of standard output, from where the last wait ended, and returns it. */
    String awaitLine(Predicate<String> wanted) throws InterruptedException {
        return output.awaitLine(wanted);
    }

    /** Writes a line to its standard input. */
    void write(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Ends the program as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for the command to end and returns its exit code. */
    int await() throws InterruptedException, IOException {
        if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running:\n" + String.join("\n", output.lines()) + "\n" + errors());
        }
        return process.exitValue();
    }

    /** What it has printed on standard output so far. */
    List<String> output() {
        return output.lines();
    }

    /** What it has printed on standard error so far. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
