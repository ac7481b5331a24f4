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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite start --cert}, as its user sees it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpsTest {
    private static final String PASSWORD = "secret";

    @TempDir
    private Path folder;

    @Test
    void all_it_tells_says_HTTPS_and_that_is_what_it_speaks() throws IOException, InterruptedException {
        Path file = certificate();

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

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_port_of_another_Nephelite_that_speaks_it_is_named_as_such() throws IOException, InterruptedException {
        try (Nephelite first =
                Nephelite.start(folder.resolve("data"), Map.of(), "--cert=" + certificate(), "--pwd=" + PASSWORD)) {
            int port = URI.create(first.blob()).getPort();
            try (Nephelite second = Nephelite.launch(folder.resolve("other"), Map.of(), "--blob-port=" + port)) {
                assertThat(second.await()).isEqualTo(3);

                assertThat(String.join("\n", second.output()))
                        .contains("Port " + port + " for the Blob service is in use by another Nephelite, pid "
                                + first.pid());
            }
        }
    }

    @Test
    void functions_speak_it_where_that_is_wanted_and_commands_trust_them() throws IOException, InterruptedException {
        Path app = ToldFunctions.stage(folder.resolve("app"));
        Path data = folder.resolve("data");
        CommandRunner commands = new CommandRunner();

        try (Nephelite program = Nephelite.start(
                data, Map.of(), app.toString(), "--use-https", "--cert=" + certificate(), "--password=" + PASSWORD)) {
            int exitCode = commands.executeAt(data, "invoke", "greet", "--param=name=you");

            assertThat(commands.err())
                    .contains("GET " + program.function() + "/api/greet/you answered with status 200");
            assertThat(exitCode).isZero();
            assertThat(program.function()).startsWith("https://localhost:");
        }
    }

    private Path certificate() throws IOException {
        Path file = folder.resolve("localhost.pfx");
        try (InputStream resource = HttpsTest.class.getResourceAsStream("/dev/nephelite/localhost.pfx")) {
            Files.copy(Objects.requireNonNull(resource), file);
        }
        return file;
    }
}
