package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control plane of {@code nephelite start}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ControlPlaneTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void start_prints_and_publishes_it_and_a_request_to_stop_ends_the_program() throws Exception {
        try (Nephelite nephelite = Nephelite.start(folder.resolve("data"), Map.of())) {
            String control = nephelite.control();
            assertThat(nephelite.output()).contains("Control plane: " + control);
            assertThat(send(HttpRequest.newBuilder(URI.create(control + "/v1/ready")))
                            .statusCode())
                    .isEqualTo(200);

            HttpResponse<String> answer = send(
                    HttpRequest.newBuilder(URI.create(control + "/v1/stop")).POST(BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(nephelite.await()).isZero();
            assertThat(nephelite.output()).contains("nephelite: stopping");
            assertThat(folder.resolve("data/endpoints.json")).doesNotExist();
        }
    }

    @Test
    void a_port_that_is_taken_is_named_together_with_the_option_that_changes_it() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Nephelite nephelite =
                        Nephelite.launch(folder.resolve("data"), Map.of(), "--control-port=" + taken.getLocalPort())) {
            assertThat(nephelite.await()).isEqualTo(3);

            assertThat(String.join("\n", nephelite.output()))
                    .contains("Port " + taken.getLocalPort() + " for the control plane is in use")
                    .contains("--control-port (0 picks a free one)");
        }
    }

    @Test
    void commands_send_the_token_that_the_program_asks_for() throws Exception {
        Path app = ToldFunctions.stage(folder.resolve("app"));
        try (Nephelite nephelite = Nephelite.start(folder.resolve("data"), Map.of(), app.toString(), "--enable-auth")) {
            assertThat(send(HttpRequest.newBuilder(URI.create(nephelite.control() + "/v1/functions")))
                            .statusCode())
                    .isEqualTo(401);

            assertThat(command("functions", "--location=" + folder.resolve("data")))
                    .contains("httpTrigger");
        }
    }

    @Test
    void commands_find_every_service_by_its_URL() throws Exception {
        Path app = ToldFunctions.stage(folder.resolve("app"));
        try (Nephelite nephelite = Nephelite.start(folder.resolve("data"), Map.of(), app.toString())) {
            String url = "--url=" + nephelite.control();

            assertThat(command("functions", url)).contains("httpTrigger");
            assertThat(command("invoke", "greet", "--param=name=you", url)).contains("GET /api/greet/you");
            assertThat(command("logs", url)).contains("Worker process started");
            assertThat(command("events", "--all", url)).contains("BlobCreated");
        }
    }

    /** Executes a command that succeeds, and returns what it prints. */
    private static String command(String... arguments) {
        CommandRunner commands = new CommandRunner();
        assertThat(commands.execute(arguments)).as(commands.err()).isZero();
        return commands.out();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
