package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.program.Events;
import dev.nephelite.program.Nephelite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample app as it was staged, with one more function whose {@code function.json} is broken. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenFunctionTest {
    private static final Path SAMPLE = Nephelite.HOME.resolve("samples/photos");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void stage() throws IOException {
        copy(SAMPLE.resolve("target/azure-functions/photos"), folder.resolve("app"));
        Path broken = Files.createDirectory(folder.resolve("app/Broken"));
        Files.writeString(broken.resolve("function.json"), "{ \"bindings\": [ oops ] }");
    }

    @Test
    void its_error_is_printed_and_served_and_the_others_run() throws Exception {
        try (Nephelite nephelite = Nephelite.start(
                        folder.resolve("data"), Map.of(), folder.resolve("app").toString());
                Events events = Events.of(nephelite)) {
            assertThat(nephelite.output()).anyMatch(line -> line.contains("Broken: "));
            String status = send(nephelite, "GET", "/admin/functions/Broken/status", new byte[0])
                    .body();
            assertThat(status).contains("errors").contains("function.json");

            byte[] picture = Files.readAllBytes(SAMPLE.resolve("nepheline.jpg"));
            assertThat(send(nephelite, "PUT", "/api/photos/nepheline.jpg", picture)
                            .statusCode())
                    .isEqualTo(201);
            events.awaitBlob("records", "nepheline.jpg.json");
        }
    }

    private HttpResponse<String> send(Nephelite nephelite, String method, String path, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(nephelite.function() + path))
                .header("Content-Type", "application/octet-stream")
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> sources;
        try (Stream<Path> walk = Files.walk(from)) {
            sources = walk.toList();
        }
        for (Path source : sources) {
            Files.copy(source, to.resolve(from.relativize(source).toString()));
        }
    }
}
