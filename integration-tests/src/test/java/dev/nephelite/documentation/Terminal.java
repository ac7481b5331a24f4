package dev.nephelite.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.program.Nephelite;
import dev.nephelite.program.ProcessOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A reader's terminal: a shell in a folder with the sample and the files that the documents speak of, where
 * {@code nephelite start} gets ports that the system chose and runs until the next start. Addresses with the usual ports
 * stand for those.
 */
final class Terminal {
    private static final String DEFAULT_START = "nephelite start samples/photos";
    private static final Map<String, String> USUAL_PORTS =
            Map.of("blob", "10000", "queue", "10001", "function", "7071", "control", "10010");
    private static final int TRIES = 240;
    private static final int TRY_MILLIS = 250;
    private static final long HANG_MINUTES = 5;

    private final Path folder;
    private final Path state;
    private final Map<String, String> environment;
    private @Nullable Process program;
    private String startedBy = "";
    private String startedIn = "";

    /** A terminal in the reader's folder, which keeps files of its own in {@code state}. */
    Terminal(ReaderFolder reader, Path state) throws IOException {
        this.folder = reader.path();
        this.state = state;
        // A timer that runs in the middle of a command would print as well, so it never does by itself.
        environment = Map.of(
                "SUMMARY_SCHEDULE",
                "0 0 0 1 1 *",
                "PATH",
                folder + ":" + System.getenv("PATH"),
                "AZURE_CONFIG_DIR",
                state.resolve("azure").toString(),
                "AZURE_CORE_COLLECT_TELEMETRY",
                "no",
                "RCLONE_CONFIG",
                state.resolve("rclone.conf").toString());
        Files.createFile(state.resolve("environment"));
        Files.writeString(state.resolve("folder"), folder.toString());
        Files.writeString(Files.createDirectory(state.resolve("shown")).resolve(".curlrc"), "silent\nshow-error\n");
        // A function that an earlier command started may not have ended yet, and then there is nothing to download.
        Files.writeString(Files.createDirectory(state.resolve("checked")).resolve(".curlrc"), """
                silent
                show-error
                fail
                retry = 120
                retry-delay = 1
                retry-all-errors
                """);
    }

    /** Runs a command as a document shows it and compares what it prints with what the document shows. */
    void run(DocumentedCommand command) throws IOException, InterruptedException {
        if (command.isStart()) {
            start(command);
            return;
        }
        if (startedBy.isEmpty() || (!startedIn.equals(command.section()) && !startedBy.equals(DEFAULT_START))) {
            start(new DocumentedCommand("", command.section(), DEFAULT_START, null));
        }
        if (command.isFollowing()) {
            follow(command);
        } else if (command.output() == null) {
            Result result = execute(command);
            assertThat(result.status())
                    .as("%s printed %s and ended with the status", command.text(), result.lines())
                    .isZero();
            if (command.isStop()) {
                stop();
            }
        } else {
            compare(command);
        }
    }

    private void start(DocumentedCommand command) throws IOException, InterruptedException {
        stop();
        String options =
                "start --blob-port=0 --queue-port=0 --port=0 --control-port=0 --endpoints-file=" + endpointsFile();
        String text = command.text()
                .replaceFirst("--debug\\b(?![=-])", "--debug=0")
                .replaceFirst("\\bstart\\b", Matcher.quoteReplacement(options));
        Path log = state.resolve("log");
        Process started = shell("exec " + text).redirectError(log.toFile()).start();
        program = started;
        startedBy = command.text().replaceFirst("^\\./", "");
        startedIn = command.section();
        ProcessOutput output = new ProcessOutput(started);
        try {
            output.awaitLine(line -> line.equals(Nephelite.READY));
        } catch (AssertionError notReady) {
            throw new AssertionError(notReady.getMessage() + "\n" + Files.readString(log), notReady);
        }
        if (command.output() != null) {
            requireSame(command, output.lines());
        }
    }

    /** Stops the program, if one runs. */
    void stop() throws InterruptedException {
        if (program != null) {
            program.destroy();
            if (!program.waitFor(HANG_MINUTES, TimeUnit.MINUTES)) {
                program.destroyForcibly();
                throw new AssertionError(startedBy + " does not stop");
            }
            program = null;
            startedBy = "";
        }
    }

    /** Waits for the lines that are shown, with any number of others between them, or for one line. */
    private void follow(DocumentedCommand command) throws IOException, InterruptedException {
        Process following =
                shell("exec " + real(command.text())).redirectErrorStream(true).start();
        try {
            ProcessOutput output = new ProcessOutput(following);
            for (String line : command.output() == null ? List.of("...") : command.output()) {
                String shown = real(line);
                output.awaitLine(actual -> ExpectedOutput.isSame(shown, actual));
            }
        } finally {
            following.destroyForcibly();
        }
    }

    private void compare(DocumentedCommand command) throws IOException, InterruptedException {
        Result result = execute(command);
        for (int i = 1; i < TRIES && command.isRead() && !isSame(command, result.lines()); i++) {
            letFunctionsRun();
            result = execute(command);
        }
        requireSame(command, result.lines());
    }

    private boolean isSame(DocumentedCommand command, List<String> actual) throws IOException, InterruptedException {
        return shown(command).matches(actual);
    }

    private void requireSame(DocumentedCommand command, List<String> actual) throws IOException, InterruptedException {
        if (!isSame(command, actual)) {
            assertThat(actual)
                    .as("output of " + command.text())
                    .isEqualTo(shown(command).lines());
        }
    }

    private ExpectedOutput shown(DocumentedCommand command) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String line : Objects.requireNonNull(command.output())) {
            lines.add(real(line));
        }
        return new ExpectedOutput(lines);
    }

    private void letFunctionsRun() throws InterruptedException {
        if (Objects.requireNonNull(program).waitFor(TRY_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError(startedBy + " ended by itself");
        }
    }

    private record Result(int status, List<String> lines) {}

    /** Runs a command in a shell that knows the variables and the folder of the commands before it. */
    private Result execute(DocumentedCommand command) throws IOException, InterruptedException {
        Path output = state.resolve("output");
        ProcessBuilder shell = shell("""
                %s
                status=$?
                export -p >'%s/environment'
                pwd >'%s/folder'
                exit $status
                """.formatted(real(command.text()), state, state));
        shell.environment()
                .put(
                        "CURL_HOME",
                        state.resolve(command.output() == null ? "checked" : "shown")
                                .toString());
        Process process =
                shell.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            if (!process.waitFor(HANG_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError(command.text() + " does not end:\n" + Files.readString(output));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readAllLines(output));
    }

    private ProcessBuilder shell(String script) {
        String prologue = ". '%s/environment'\ncd \"$(cat '%s/folder')\"\n".formatted(state, state);
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", prologue + script);
        builder.environment().putAll(environment);
        return builder;
    }

    /** The text with the addresses, folders and names of this run in place of those that the documents use. */
    private String real(String text) throws IOException, InterruptedException {
        JsonNode endpoints = new ObjectMapper().readTree(endpointsFile().toFile());
        String real = text.replace("/home/you/nephelite", folder.toString())
                .replaceFirst("^nephelite debug$", "nephelite debug --port=0")
                .replace("localhost:5005", "localhost:...")
                .replaceFirst(
                        "(AZURE_STORAGE_CONNECTION_STRING=)\"\\.\\.\\.\"",
                        "$1\"" + endpoints.path("connectionString").asText() + "\"")
                .replaceAll("\\bCONTAINER\\b", "container")
                .replaceAll("(?<=functions/)NAME\\b", "ListPhotos");
        for (Map.Entry<String, String> usual : USUAL_PORTS.entrySet()) {
            if (endpoints.hasNonNull(usual.getKey())) {
                int port = URI.create(endpoints.path(usual.getKey()).asText()).getPort();
                real = real.replaceAll(":" + usual.getValue() + "\\b", ":" + port);
            }
        }
        if (real.contains("HOSTID")) {
            real = real.replace(
                    "HOSTID", hostId(endpoints.path("connectionString").asText()));
        }
        if (real.contains("MASTER")) {
            Path keys = folder.resolve("keys.json");
            assumeTrue(Files.exists(keys), "the program that downloads the keys was not run");
            JsonNode host = new ObjectMapper().readTree(keys.toFile());
            real = real.replaceAll("\\bMASTER\\b", host.at("/masterKey/value").asText());
        }
        return real;
    }

    /** The host creates its keys right after the start. */
    private String hostId(String connectionString) throws InterruptedException {
        BlobContainerClient secrets = new BlobServiceClientBuilder()
                .connectionString(connectionString)
                .buildClient()
                .getBlobContainerClient("azure-webjobs-secrets");
        Optional<String> id = hostId(secrets);
        for (int i = 1; i < TRIES && id.isEmpty(); i++) {
            letFunctionsRun();
            id = hostId(secrets);
        }
        return id.orElseThrow(() -> new AssertionError("there are no keys: was it started with --enable-auth?"));
    }

    private static Optional<String> hostId(BlobContainerClient secrets) {
        return secrets.exists()
                ? secrets.listBlobs().stream()
                        .map(blob -> blob.getName().split("/", 2)[0])
                        .findFirst()
                : Optional.empty();
    }

    private Path endpointsFile() {
        return state.resolve("endpoints.json");
    }
}
