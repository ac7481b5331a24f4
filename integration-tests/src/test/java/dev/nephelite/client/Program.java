package dev.nephelite.client;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of this machine that speaks to the emulators, such as {@code rclone}.
 *
 * @param executable where it is
 * @param folder where it runs
 * @param environment what it finds in its environment, besides what is there anyway
 */
public record Program(Path executable, Path folder, Map<String, String> environment) {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(10);

    /** Finds the program, or skips the test that needs it. */
    public static Program require(String name, Path folder, Map<String, String> environment) {
        Optional<Path> executable = installed(name).findFirst();
        assumeTrue(executable.isPresent(), name + " is not installed");
        return new Program(executable.orElseThrow(), folder, environment);
    }

    /** Finds a Python that has the modules, or skips the test that needs them. */
    static Program requirePython(Path folder, Map<String, String> environment, String... modules)
            throws IOException, InterruptedException {
        String imports = "import " + String.join(", ", modules);
        for (Path executable : installed("python3").toList()) {
            Program python = new Program(executable, folder, environment);
            if (python.succeeds("-c", imports)) {
                return python;
            }
        }
        return abort("there is no python3 with " + String.join(", ", modules));
    }

    private boolean succeeds(String... arguments) throws IOException, InterruptedException {
        try {
            run(arguments);
            return true;
        } catch (AssertionError ignored) {
            // That it fails is all that is asked.
            return false;
        }
    }

    /** Runs it to its end, which has to be a good one, and returns what it printed on standard output. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("output", ".txt");
        Path errors = Files.createTempFile("errors", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            String end = end(builder.start());
            if (!end.equals("exit code 0")) {
                throw new AssertionError(
                        end + " of " + command + "\n" + Files.readString(output) + Files.readString(errors));
            }
            return Files.readString(output);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static String end(Process process) throws InterruptedException {
        try {
            return process.waitFor(HANG_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    ? "exit code " + process.exitValue()
                    : "no end after " + HANG_LIMIT;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** All programs of that name on the PATH; skips the test where no other programs are wanted. */
    private static Stream<Path> installed(String name) {
        assumeFalse(System.getProperty("nephelite.clients", "").equals("none"), "no other programs are wanted");
        String folders = System.getenv().getOrDefault("PATH", "");
        return Stream.of(folders.split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("", ".exe", ".cmd").map(end -> Path.of(folder, name + end)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }
}
