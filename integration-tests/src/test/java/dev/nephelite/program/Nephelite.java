package dev.nephelite.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code nephelite start} in a process of its own, on ports that the system chose. */
public final class Nephelite implements AutoCloseable {
    public static final String READY = "Nephelite is ready.";

    /** The checkout, whose Maven serves apps that bring none. */
    public static final Path HOME = Path.of("").toAbsolutePath().resolveSibling("");

    private static final String COMPILES_QUICKLY = "-XX:TieredStopAtLevel=1";

    /** Options for a JVM that is used for seconds: it compiles quickly rather than well. */
    public static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", COMPILES_QUICKLY);

    /** To this version of Java and newer ones, the launcher passes one more option. */
    private static final int FIRST_THAT_WARNS_OF_UNSAFE = 24;

    private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();
    private static final List<String> CLASS_PATH = List.of("-cp", System.getProperty("java.class.path"));
    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_SECONDS = 240;

    private final Process process;
    private final @Nullable Path location;
    private final ProcessOutput output;

    private Nephelite(Process process, @Nullable Path location) {
        this.process = process;
        this.location = location;
        this.output = new ProcessOutput(process);
    }

    /** Starts the program with its data in {@code location} and returns at once. */
    public static Nephelite launch(Path location, Map<String, String> environment, String... arguments)
            throws IOException {
        return launch(CLASS_PATH, location, environment, arguments);
    }

    /** Starts the program in a JVM that gets these options, the class path among them, and returns at once. */
    public static Nephelite launch(
            List<String> options, Path location, Map<String, String> environment, String... arguments)
            throws IOException {
        ProcessBuilder builder = command(options, arguments);
        builder.command().add("--location=" + location);
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

    /** Starts it with {@link ToldFunctions}. Its data is in the folder {@code data} below {@code folder}. */
    static Nephelite startWithFunctions(Path folder) throws IOException, InterruptedException {
        Path app = ToldFunctions.stage(folder.resolve("app"));
        return start(folder.resolve("data"), Map.of(), app.toString());
    }

    /** Starts the program in a working folder, with its data in memory, and returns when it is ready. */
    public static Nephelite startInMemory(Path workingFolder, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = command(CLASS_PATH, arguments).directory(workingFolder.toFile());
        builder.command().add("--in-memory");
        Nephelite started = new Nephelite(builder.start(), null);
        started.awaitLine(line -> line.equals(READY));
        return started;
    }

    public long pid() {
        return process.pid();
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

    public String control() throws IOException {
        return endpoint("control");
    }

    /** The token for the control plane of a program that requires one. */
    public String controlToken() throws IOException {
        return endpoint("controlToken");
    }

    public String connectionString() throws IOException {
        if (location != null) {
            return endpoint("connectionString");
        }
        List<String> lines = output();
        return lines.get(lines.indexOf("Connection string:") + 1).strip();
    }

    /** Waits for a line of either stream, from where the last wait ended, and returns it. */
    public String awaitLine(Predicate<String> wanted) throws InterruptedException {
        return output.awaitLine(wanted);
    }

    /** Everything printed so far. */
    public List<String> output() {
        return output.lines();
    }

    /** Asks the program to end, as Ctrl-C or a service manager does, and returns its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return await();
    }

    /** Sends the program a signal, such as {@code INT}, which is what Ctrl-C does. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** Sends a signal to the processes that the program has started and to the program, as to a process group. */
    public void signalAll(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        process.descendants().map(child -> Long.toString(child.pid())).forEach(command::add);
        command.add(Long.toString(pid()));
        new ProcessBuilder(command).start().waitFor();
    }

    /** Ends the program as a power cut for processes does: {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        await();
    }

    /** Lets a moment go by, in which the program must not end. */
    public void requireRunning(Duration moment) throws InterruptedException {
        if (process.waitFor(moment.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("ended by itself:\n" + String.join("\n", output()));
        }
    }

    /** Waits for the program to end by itself and returns its exit code. */
    public int await() throws InterruptedException {
        if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running:\n" + String.join("\n", output()));
        }
        output.awaitEnd();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What starts the program; the options that say where its data is are still to be added. */
    private static ProcessBuilder command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dnephelite.home=" + HOME));
        command.addAll(SHORT_LIVED);
        if (Runtime.version().feature() >= FIRST_THAT_WARNS_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        command.addAll(List.of(
                "dev.nephelite.cli.Main",
                "start",
                "--blob-port=0",
                "--queue-port=0",
                "--function-port=0",
                "--control-port=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("XDG_CACHE_HOME", CACHE.toString());
        if (!List.of(arguments).contains("--in-process")) {
            // Options of the JVM that runs the functions.
            builder.environment().put("JAVA_OPTS", COMPILES_QUICKLY);
        }
        return builder;
    }

    private String endpoint(String name) throws IOException {
        if (location == null) {
            throw new IllegalStateException("a program without a data folder has nowhere to put its endpoints");
        }
        JsonNode endpoints =
                new ObjectMapper().readTree(location.resolve("endpoints.json").toFile());
        return endpoints.required(name).asText();
    }
}
