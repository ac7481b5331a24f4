package dev.nephelite.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code nephelite start} in a process of its own, on ports that the system chose. */
public final class Nephelite implements AutoCloseable {
    public static final String READY = "Nephelite is ready.";

    /** The checkout, whose Maven serves apps that bring none. */
    public static final Path HOME = Path.of("").toAbsolutePath().resolveSibling("");

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path location;
    private final List<String> output = new ArrayList<>();
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();

    private Nephelite(Process process, Path location) {
        this.process = process;
        this.location = location;
        follow("stdout", process.getInputStream());
        follow("stderr", process.getErrorStream());
    }

    /** Starts the program with its data in {@code location} and returns at once. */
    public static Nephelite launch(Path location, Map<String, String> environment, String... arguments)
            throws IOException {
        return launch(List.of("-cp", System.getProperty("java.class.path")), location, environment, arguments);
    }

    /** Starts the program in a JVM that gets these options, the class path among them, and returns at once. */
    public static Nephelite launch(
            List<String> options, Path location, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dnephelite.home=" + HOME));
        command.addAll(options);
        command.addAll(List.of(
                "dev.nephelite.cli.Main",
                "start",
                "--location=" + location,
                "--blob-port=0",
                "--queue-port=0",
                "--function-port=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new Nephelite(builder.start(), location);
    }

    /** Starts the program and returns when it is ready. */
    public static Nephelite start(Path location, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Nephelite started = launch(location, environment, arguments);
        started.awaitLine(line -> line.equals(READY));
        return started;
    }

    public String blob() throws IOException {
        return endpoint("blob");
    }

    public String queue() throws IOException {
        return endpoint("queue");
    }

    public String function() throws IOException {
        return endpoint("function");
    }

    public String connectionString() throws IOException {
        return endpoint("connectionString");
    }

    /** Waits for a line of either stream, from where the last waiting ended, and returns it. */
    public String awaitLine(Predicate<String> wanted) throws InterruptedException {
        while (true) {
            @Nullable String line = unread.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no such line in:\n" + String.join("\n", output()));
            }
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    /** Everything printed so far. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** Asks the program to end, as Ctrl-C or a service manager does, and returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return await();
    }

    /** Ends the program as a power cut for processes does: {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        await();
    }

    /** Waits for the program to end by itself and returns its exit code. */
    public int await() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running:\n" + String.join("\n", output()));
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String endpoint(String name) throws IOException {
        JsonNode endpoints =
                new ObjectMapper().readTree(location.resolve("endpoints.json").toFile());
        return endpoints.required(name).asText();
    }

    private void follow(String name, InputStream stream) {
        Thread reader = new Thread(() -> read(stream), "nephelite-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream stream) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                }
                unread.add(line);
            }
        } catch (IOException closedWhenTheProcessWasKilled) {
            unread.add("");
        }
    }
}
