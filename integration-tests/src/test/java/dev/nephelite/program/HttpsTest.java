package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.tls.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite start --cert}, as its user sees it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpsTest {
    private static final String PASSWORD = "secret";

    @TempDir
    private Path folder;

    @Test
    void all_it_tells_says_HTTPS_and_that_is_what_it_speaks() throws IOException, InterruptedException {
        Path file = folder.resolve("localhost.pfx");
        try (InputStream resource = HttpsTest.class.getResourceAsStream("/dev/nephelite/localhost.pfx")) {
            Files.copy(Objects.requireNonNull(resource), file);
        }

        try (Nephelite program =
                Nephelite.start(folder.resolve("data"), Map.of(), "--cert=" + file, "--pwd=" + PASSWORD)) {
            assertThat(program.connectionString())
                    .startsWith("DefaultEndpointsProtocol=https;")
                    .contains("BlobEndpoint=" + program.blob(), "QueueEndpoint=" + program.queue());
            assertThat(String.join("\n", program.output()))
                    .contains("Blob service:  " + program.blob(), "Queue service: " + program.queue());
            assertThat(program.blob()).startsWith("https://127.0.0.1:");

            HttpClient client = HttpClient.newBuilder()
                    .sslContext(ServerCertificate.fromPkcs12(file, PASSWORD).forClients())
                    .build();
            HttpResponse<Void> answer = client.send(
                    HttpRequest.newBuilder(URI.create(program.queue() + "?comp=list"))
                            .build(),
                    BodyHandlers.discarding());
            assertThat(answer.headers().firstValue("Server")).hasValue("Nephelite-queue");
        }
    }
}
