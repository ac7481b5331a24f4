package dev.nephelite.benchmark.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.benchmark.load.Load;
import dev.nephelite.benchmark.load.LoadGenerator;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.HttpDate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An emulator with its data folder and its ports, across restarts. Closing it kills the process and deletes the data.
 */
public final class Server implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    /** An option of the program of a worker process. */
    private static final String WORKER_OPTION = "--functions-worker-id";

    private EmulatorTarget target;
    private final Path folder;
    private final LoadGenerator loads;
    private final Clock clock;
    private final Ports ports;
    private Instant launchedAt;
    private Process process;
    private Duration startTime;
    private Storage storage;

    /**
     * Starts a server with an empty data folder.
     *
     * @param folder for its data; existing files in it are deleted
     * @throws StartFailedException if it does not start
     */
    public Server(EmulatorTarget target, Path folder, LoadGenerator loads, Clock clock) throws IOException {
        this.target = target;
        this.folder = folder.toAbsolutePath();
        this.loads = loads;
        this.clock = clock;
        ports = Ports.free();
        deleteAll(this.folder);
        Files.createDirectories(this.folder);
        Files.deleteIfExists(log());
        launchedAt = clock.now();
        process = launch();
        startTime = Duration.between(launchedAt, awaitReady());
        storage = new Storage(loads, ports, process.pid());
    }

    /** The time from executing the process to the first responses to signed requests of both services, at the last start. */
    public Duration startTime() {
        return startTime;
    }

    /** The storage services since the last start. */
    public Storage storage() {
        return storage;
    }

    public long pid() {
        return process.pid();
    }

    public double residentMib() {
        return processes().mapToDouble(each -> ResidentMemory.mib(each.pid())).sum();
    }

    /** The number of open files of the process and its descendants. */
    public long openFiles() {
        return processes().mapToLong(Server::openFiles).sum();
    }

    /**
     * The process that runs the functions.
     *
     * @throws IllegalStateException if there is none
     */
    public ProcessHandle worker() {
        return process.children()
                .filter(Server::isWorker)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no worker process runs; see " + log()));
    }

    private static boolean isWorker(ProcessHandle child) {
        return child.info().arguments().stream().flatMap(Stream::of).anyMatch(WORKER_OPTION::equals);
    }

    /** Waits for other processes that the server has started to end, such as those that make an archive of classes. */
    public void awaitOnlyWorker() {
        List<ProcessHandle> others;
        do {
            others = process.children().filter(child -> !isWorker(child)).toList();
            others.forEach(child -> child.onExit().join());
        } while (!others.isEmpty());
    }

    private Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static long openFiles(ProcessHandle process) {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.count();
        } catch (IOException ignored) {
            return 0; // The process has ended.
        }
    }

    /** The size of all files in the data folder. */
    public double folderMib() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(Server::size).sum() / (double) (1 << 20);
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException ignored) {
            return 0; // The server has deleted it meanwhile.
        }
    }

    /** Sends SIGTERM and waits until the process has ended. */
    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /**
     * Starts the server again with its data, once its process has ended.
     *
     * @throws StartFailedException if it does not start
     */
    public void restart() throws IOException, InterruptedException {
        process.waitFor();
        launchedAt = clock.now();
        process = launch();
        startTime = Duration.between(launchedAt, awaitReady());
        storage = new Storage(loads, ports, process.pid());
    }

    /**
     * Starts the server again like {@link #restart()}, but with another command.
     *
     * @throws StartFailedException if it does not start
     */
    public void restart(EmulatorTarget other) throws IOException, InterruptedException {
        target = other;
        restart();
    }

    /** Waits until a function answers a GET and returns the time since the process was executed. */
    public Duration awaitFunction(String path) {
        @Nullable
        Instant ready = loads.load("wait", ports.spare(), ports.spare())
                .path(path)
                .atMost(START_TIMEOUT)
                .awaitReady();
        if (ready == null) {
            throw new StartFailedException(path + " does not respond; see " + log());
        }
        return Duration.between(launchedAt, ready);
    }

    /** A load for the function at {@code path}, in one of the modes of the load generator. */
    public Load function(String mode, String path) {
        Load load = loads.load(mode, ports.spare()).path(path);
        for (ProcessHandle each : processes().toList()) {
            load = load.server(each.pid());
        }
        return load;
    }

    /** Such a load, as whose server only the process that runs the functions is counted. */
    public Load functionInWorker(String mode, String path) {
        return loads.load(mode, ports.spare()).path(path).server(worker().pid());
    }

    /**
     * Records the functions with Java Flight Recorder, as {@code nephelite profile} does.
     *
     * @param time in whole seconds
     * @return complete when the recording has ended and has been read
     */
    public CompletableFuture<Void> recordFunctions(Duration time) throws IOException {
        URI recordings = control("/v1/recordings?seconds=" + time.toSeconds());
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(recordings)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .thenAccept(response -> {
                    if (response.statusCode() != OK) {
                        throw new IllegalStateException(recordings + " returned " + response.statusCode());
                    }
                });
    }

    /** Saves everything that is stored as a snapshot of that name. */
    public void saveSnapshot(HttpClient client, String name) throws IOException, InterruptedException {
        URI snapshot = control("/v1/snapshots/" + name);
        int status = client.send(
                        HttpRequest.newBuilder(snapshot)
                                .PUT(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        if (status != NO_CONTENT) {
            throw new IOException(snapshot + " returned " + status);
        }
    }

    /** Sends a request to the function at {@code path} and does not wait for the response. */
    public void callFunction(String path, String body) {
        URI function = URI.create("http://127.0.0.1:" + ports.spare() + path);
        CompletableFuture<HttpResponse<Void>> unused = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(function)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding());
    }

    /** Ends the processes that the server has started, as {@code kill -9} does. */
    public void killDescendants() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** The port to which a debugger of functions connects. */
    public int debuggerPort() throws IOException {
        try (InputStream state = control("/v1/debugger").toURL().openStream()) {
            return new JsonMapper().readTree(state).path("port").asInt();
        }
    }

    private URI control(String path) throws IOException {
        String control = new JsonMapper()
                .readTree(folder.resolve("endpoints.json").toFile())
                .path("control")
                .asText();
        return URI.create(control + path);
    }

    @Override
    public void close() throws IOException {
        killTree();
        deleteAll(folder);
    }

    private void killTree() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(target.command(folder, ports))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
    }

    private Instant awaitReady() {
        for (Duration waited = Duration.ZERO; waited.compareTo(START_TIMEOUT) < 0; waited = waited.plus(POLL_TIMEOUT)) {
            @Nullable Instant ready = firstResponses();
            if (ready != null) {
                return ready;
            }
            if (!process.isAlive()) {
                throw new StartFailedException("it ended with exit code " + process.exitValue() + "; see " + log());
            }
        }
        killTree();
        throw new StartFailedException("it does not respond; see " + log());
    }

    private @Nullable Instant firstResponses() {
        String account = "/" + Signatures.ACCOUNT;
        Instant now = clock.now();
        return loads.load("wait", ports.blob(), ports.queue())
                .path(account + "?comp=list")
                .header("x-ms-date", HttpDate.format(now))
                .header("Authorization", Signatures.authorization(account, "comp=list", now))
                .atMost(POLL_TIMEOUT)
                .awaitReady();
    }

    private Path log() {
        return folder.resolveSibling(folder.getFileName() + ".log");
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(Server::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    /** The resident memory of a process, as Linux counts it. */
    private static final class ResidentMemory {
        private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
        private static final double KIB_PER_MIB = 1024;

        private ResidentMemory() {}

        static double mib(long pid) {
            try {
                String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
                return RESIDENT.matcher(status)
                                .results()
                                .map((MatchResult line) -> line.group(1))
                                .mapToDouble(Double::parseDouble)
                                .sum()
                        / KIB_PER_MIB;
            } catch (IOException ignored) {
                return 0; // The process has ended.
            }
        }
    }

    /**
     * The ports of a server. They are free when they are chosen, but another process may take them before the server does.
     *
     * @param spare for function apps, or for a service that is not measured
     */
    public record Ports(int blob, int queue, int spare) {
        static Ports free() throws IOException {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            try (ServerSocket blob = new ServerSocket(0, 1, loopback);
                    ServerSocket queue = new ServerSocket(0, 1, loopback);
                    ServerSocket spare = new ServerSocket(0, 1, loopback)) {
                return new Ports(blob.getLocalPort(), queue.getLocalPort(), spare.getLocalPort());
            }
        }
    }

    /** A server did not start: its process ended, or it did not respond in time. */
    public static final class StartFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        StartFailedException(String message) {
            super(message);
        }
    }
}
