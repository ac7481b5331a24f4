package dev.nephelite.cli;

import dev.nephelite.emulator.auth.SharedKey;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.value.SigningKey;
import dev.nephelite.function.training.TrainingFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** A start in a JVM of its own that answers one request on each service and ends, so that all its classes are known. */
final class TrainingRun {
    private static final String MARK = "nephelite.rehearsal";
    private static final String QUERY = "comp=list";

    private TrainingRun() {}

    /** Whether this process is one. */
    static boolean isThisOne() {
        return Boolean.getBoolean(MARK);
    }

    /** What follows the class path on the command line of one that writes to {@code folder}. */
    static List<String> command(Path folder) throws IOException {
        return List.of(
                "-D" + MARK + "=true",
                Main.class.getName(),
                StartCommand.NAME,
                app(folder.resolve("app")).toString(),
                "--location=" + folder.resolve("data"),
                "--blob-port=0",
                "--queue-port=0",
                "--function-port=0");
    }

    /** Returns a jar with functions; they are found by their annotations, which takes the most classes. */
    private static Path app(Path folder) throws IOException {
        Path jar = Files.createDirectories(folder).resolve("app.jar");
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : List.of(TrainingFunctions.class, TrainingFunctions.Note.class)) {
                String file = type.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new ZipEntry(file));
                try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream("/" + file))) {
                    bytes.transferTo(entries);
                }
            }
        }
        return jar;
    }

    /**
     * Lists containers and queues, signed as clients sign, and calls a function.
     *
     * @param functions where the functions are, or null without an app
     */
    static void play(LocalCloud cloud, @Nullable String functions, Clock clock)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        if (functions != null) {
            URI function = URI.create(functions + "/api/" + TrainingFunctions.PATH);
            HttpRequest call = HttpRequest.newBuilder(function)
                    .POST(BodyPublishers.ofString("a note"))
                    .build();
            client.send(call, BodyHandlers.discarding());
        }
        for (String endpoint : List.of(cloud.blobEndpoint(), cloud.queueEndpoint())) {
            client.send(list(URI.create(endpoint + "?" + QUERY), cloud.account(), clock), BodyHandlers.discarding());
        }
    }

    private static HttpRequest list(URI uri, Account account, Clock clock) {
        Headers headers = new Headers.Builder()
                .add("x-ms-date", HttpDate.format(clock.now()))
                .add("x-ms-version", "2021-12-02")
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        SigningKey key = account.keys().get(0);
        String signature =
                SharedKey.sign("GET", uri.getRawPath(), QueryParameters.parse(QUERY), headers, account.name(), key);
        return request.header("Authorization", signature).build();
    }
}
