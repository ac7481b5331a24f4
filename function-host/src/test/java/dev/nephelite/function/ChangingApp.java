package dev.nephelite.function;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.app.discovery.ReloadingAppLoader;
import dev.nephelite.function.java.JavaRuntime;
import dev.nephelite.function.java.TestApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An app on disk that somebody works on while a host runs it. Its functions answer with words that the tests choose. */
final class ChangingApp implements AutoCloseable {
    /** A function waits for what is under this name among the system properties, when there is something. */
    static final String GATE = "nephelite.test.reload.gate";

    final RecordedLog log = new RecordedLog();
    final Path folder;

    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    private final Path compiled;
    private final Path cache;
    private final SystemClock clock = new SystemClock();
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable FunctionHost host;

    /**
     * Nothing runs yet, and there is no file.
     *
     * @param work an empty folder
     */
    ChangingApp(Path work) throws IOException {
        folder = Files.createDirectories(work.resolve("app"));
        compiled = Files.createDirectories(work.resolve("compiled"));
        cache = work.resolve("cache");
    }

    /** Compiles an HTTP function that answers {@code answer}; it is in no app yet. */
    void function(String name, String answer) {
        TestApp.compile(compiled, "app." + name, """
                package app;
                import com.microsoft.azure.functions.annotation.*;
                import java.util.concurrent.CountDownLatch;
                import java.util.logging.Logger;
                public class %1$s {
                    @FunctionName("%1$s")
                    public String run(
                            @HttpTrigger(name = "request") String body,
                            com.microsoft.azure.functions.ExecutionContext context) throws InterruptedException {
                        Object gate = System.getProperties().get("%2$s");
                        if (gate != null) {
                            context.getLogger().info("waiting");
                            ((CountDownLatch) gate).await();
                        }
                        return "%3$s" + new Later().text();
                    }
                    /** A class that is loaded late. */
                    static class Later {
                        String text() { return ""; }
                    }
                }
                """.formatted(name, GATE, answer));
    }

    /** Leaves a function out of what is compiled. */
    void forget(String name) throws IOException {
        for (String file : List.of(name, name + "$Later")) {
            Files.delete(compiled.resolve("app").resolve(file + ".class"));
        }
    }

    /** Writes what is compiled over {@code app.jar}, as a build tool does. */
    void jar() {
        TestApp.jarOf(compiled, folder.resolve("app.jar"));
    }

    /** Writes what is compiled to the classes of a Maven project. */
    void classes() throws IOException {
        Path classes = folder.resolve("target/classes");
        try (Stream<Path> files = Files.walk(compiled)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = classes.resolve(compiled.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Makes the folder a Maven project whose dependencies are known already, so that Maven is not asked. */
    void project() throws IOException {
        write("pom.xml", "<project/>");
        String key = "app-" + Integer.toHexString(folder.toString().hashCode());
        Files.createDirectories(cache.resolve("class-path"));
        Files.writeString(cache.resolve("class-path").resolve(key), "");
    }

    void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    void delete(String file) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(file))) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    void start(Map<String, String> environment) {
        AppLocation location = new AppLocation(
                folder,
                environment,
                Map.of(),
                List.of(new JavaRuntime(cache, environment, List.of(), true)),
                TestApp.BINDING_TYPES);
        FunctionHost made = new FunctionHost(HostOptions.builder(
                        new ReloadingAppLoader(
                                location,
                                Path.of(System.getProperty("java.io.tmpdir")),
                                line -> log.information("Progress", line)),
                        Clocks.single(clock),
                        RandomIds.unseeded())
                .log(log)
                .build());
        host = made;
        made.start();
    }

    FunctionHost host() {
        if (host == null) {
            throw new IllegalStateException("The host was never started.");
        }
        return host;
    }

    HttpResponse<String> get(String path) {
        return getLater(path).join();
    }

    CompletableFuture<HttpResponse<String>> getLater(String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(host().url() + path)).build(), BodyHandlers.ofString());
    }

    void put(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host().url() + path))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        client.sendAsync(request, BodyHandlers.ofString()).join();
    }

    /** Asks until the answer is {@code wanted}; until then it has to be the {@code former} one, every time. */
    void awaitAnswer(String path, String wanted, String former) {
        long deadline = System.nanoTime() + HANG_LIMIT.toNanos();
        String answer = answer(path);
        while (!answer.equals(wanted)) {
            if (!answer.equals(former) || System.nanoTime() > deadline) {
                throw new AssertionError(path + " answered '" + answer + "'; the log is "
                        + log.lines().stream()
                                .filter(line -> !line.contains("Functions."))
                                .toList());
            }
            answer = answer(path);
        }
    }

    private String answer(String path) {
        HttpResponse<String> response = get(path);
        return response.statusCode() == 200 ? response.body() : Integer.toString(response.statusCode());
    }

    @Override
    public void close() {
        if (host != null) {
            host.close();
        }
        clock.close();
    }
}
