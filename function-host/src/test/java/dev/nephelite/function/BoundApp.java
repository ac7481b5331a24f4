package dev.nephelite.function;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.java.JavaRuntime;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.trigger.HostFlags;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.testing.Emulators;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/** Functions as a plugin would stage them, run by a host beside emulators. */
final class BoundApp implements AutoCloseable {
    final Emulators emulators;
    final FunctionHost host;
    final List<String> errors = new CopyOnWriteArrayList<>();

    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_SECONDS = 240;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<String> passedOver = new ArrayList<>();
    private final SystemClock clock = new SystemClock();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HostFlags flags;
    private final App app;
    private final List<FunctionHost> others = new ArrayList<>();

    /** {@link BoundFunctions} beside emulators of their own. */
    BoundApp(Path folder, Map<String, String> settings) throws IOException {
        this(folder, settings, HostFlags.LOCAL);
    }

    BoundApp(Path folder, Map<String, String> settings, HostFlags flags) throws IOException {
        this(
                stage(folder, BoundFunctions.FUNCTION_JSON, BoundFunctions.class, BoundFunctions.Part.class),
                settings,
                new Emulators(),
                flags);
    }

    /**
     * A staged app.
     *
     * @param emulators closed with the app, unless {@link #stop} ends it
     */
    BoundApp(Path folder, Map<String, String> settings, Emulators emulators) throws IOException {
        this(folder, settings, emulators, HostFlags.LOCAL);
    }

    private BoundApp(Path folder, Map<String, String> settings, Emulators emulators, HostFlags flags)
            throws IOException {
        this.flags = flags;
        this.emulators = emulators;
        app = new AppLocation(
                        folder,
                        settings,
                        Map.of(),
                        List.of(new JavaRuntime(folder, settings, List.of(), true)),
                        FunctionHost.bindingTypes())
                .load(progress -> {});
        host = start(flags);
    }

    private FunctionHost start(HostFlags flags) {
        FunctionHost started =
                new FunctionHost(HostOptions.builder(TestApp.loader(app), Clocks.single(clock), RandomIds.unseeded())
                        .developmentStorage(emulators.connectionString())
                        .flags(flags)
                        .log(new Lines())
                        .build());
        started.start();
        return started;
    }

    /** Starts one more host of the same app on the same storage. */
    FunctionHost another() {
        return another(flags);
    }

    FunctionHost another(HostFlags otherModes) {
        FunctionHost other = start(otherModes);
        others.add(other);
        return other;
    }

    /**
     * Stages functions in {@code folder}.
     *
     * @param bindings of the methods of the first of {@code types}, by their names
     */
    static Path stage(Path folder, Map<String, String> bindings, Class<?>... types) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("app.jar")))) {
            for (Class<?> type : types) {
                String file = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(file));
                try (InputStream content = Objects.requireNonNull(type.getResourceAsStream("/" + file))) {
                    content.transferTo(jar);
                }
            }
        }
        for (Map.Entry<String, String> function : bindings.entrySet()) {
            Path own = Files.createDirectory(folder.resolve(function.getKey()));
            String entryPoint = types[0].getName() + "." + function.getKey();
            Files.writeString(
                    own.resolve("function.json"),
                    "{\"scriptFile\": \"../app.jar\", \"entryPoint\": \"%s\", \"bindings\": [%s]}"
                            .formatted(entryPoint, function.getValue()));
        }
        return folder;
    }

    BlobServiceClient blobs() {
        return new BlobServiceClientBuilder()
                .connectionString(emulators.connectionString())
                .buildClient();
    }

    QueueClient queue(String name, QueueMessageEncoding encoding) {
        return new QueueClientBuilder()
                .connectionString(emulators.connectionString())
                .queueName(name)
                .messageEncoding(encoding)
                .buildClient();
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(host, method, path, body, headers);
    }

    HttpResponse<String> send(FunctionHost to, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(to.url() + path)).method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Waits until a function has run and all its outputs are written. */
    void awaitSuccessOf(String function) throws InterruptedException {
        awaitLine("Executed 'Functions." + function + "' (Succeeded");
    }

    /** Waits until the host has said something that begins like that, once more than it was waited for before. */
    void awaitLine(String start) throws InterruptedException {
        Optional<String> known =
                passedOver.stream().filter(line -> line.startsWith(start)).findFirst();
        if (known.isPresent()) {
            passedOver.remove(known.get());
            return;
        }
        @Nullable String line = told.poll(HANG_SECONDS, TimeUnit.SECONDS);
        while (line != null && !line.startsWith(start)) {
            passedOver.add(line);
            line = told.poll(HANG_SECONDS, TimeUnit.SECONDS);
        }
        if (line == null) {
            throw new AssertionError("Nobody has said '" + start + "'; what went wrong: " + errors);
        }
    }

    /** Ends the host alone. */
    void stop() {
        host.close();
        clock.close();
    }

    @Override
    public void close() {
        others.forEach(FunctionHost::close);
        stop();
        emulators.close();
    }

    /** Keeps what the host tells, and what went wrong once more. */
    private final class Lines implements HostLog {
        @Override
        public void write(LogLine line) {
            if (line.level().compareTo(LogLevel.INFORMATION) > 0) {
                errors.add(line.message());
            }
            if (line.level().compareTo(LogLevel.INFORMATION) >= 0) {
                told.add(line.message());
            }
        }
    }
}
