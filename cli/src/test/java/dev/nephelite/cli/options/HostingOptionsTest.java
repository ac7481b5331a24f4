package dev.nephelite.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.cloud.PortUnavailableException;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.testing.Await;
import java.io.IOException;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HostingOptionsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private int portOfApp;

    @BeforeEach
    void writeSettings() throws IOException {
        portOfApp = freePort();
        Files.writeString(folder.resolve("local.settings.json"), """
                {"Host": {"LocalHttpPort": %d, "CORS": "https://app.example", "CORSCredentials": true}}
                """.formatted(portOfApp));
    }

    @Nested
    class Given_an_app_that_says_how_it_wants_to_be_served {
        @Test
        void it_is_served_so() throws Exception {
            try (LocalCloud cloud = cloud()) {
                assertThat(cloud.endpoints().functions()).isEqualTo("http://localhost:" + portOfApp);
                assertThat(allowedOrigin(cloud, "https://app.example")).isEqualTo("https://app.example");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"--port=%d", "-p=%d", "--function-port=%d"})
        void the_command_line_goes_first(String option) throws Exception {
            int port = freePort();
            try (LocalCloud cloud = cloud(option.formatted(port), "--address=localhost")) {
                assertThat(cloud.endpoints().functions()).isEqualTo("http://localhost:" + port);
            }
        }

        @Test
        void other_origins_replace_its_own() throws Exception {
            try (LocalCloud cloud = cloud("--port=0", "--cors=https://one.example,https://two.example")) {
                assertThat(allowedOrigin(cloud, "https://one.example")).isEqualTo("https://one.example");
                assertThat(allowedOrigin(cloud, "https://two.example")).isEqualTo("https://two.example");
                assertThat(allowedOrigin(cloud, "https://app.example")).isEmpty();
                assertThat(preflight(cloud, "https://one.example")
                                .headers()
                                .firstValue("Access-Control-Allow-Credentials"))
                        .hasValue("true");
            }
        }
    }

    @Nested
    class Given_an_app_that_says_nothing {
        @BeforeEach
        void removeSettings() throws IOException {
            Files.delete(folder.resolve("local.settings.json"));
        }

        @Test
        void it_is_served_on_the_usual_port_to_this_machine_alone() {
            try (LocalCloud cloud = cloud()) {
                assertThat(cloud.endpoints().functions()).isEqualTo("http://localhost:7071");
            } catch (PortUnavailableException takenByAnotherProgram) {
                assertThat(takenByAnotherProgram.port()).isEqualTo(7071);
            }
        }

        @Test
        void nobody_needs_a_key() throws Exception {
            try (LocalCloud cloud = cloud("--port=0")) {
                assertThat(administrationStatus(cloud)).isEqualTo(200);
            }
        }

        @Test
        void keys_are_needed_if_the_command_line_asks_for_them() throws Exception {
            try (LocalCloud cloud = cloud("--port=0", "--enableAuth")) {
                assertThat(administrationStatus(cloud)).isEqualTo(401);
            }
        }

        private int administrationStatus(LocalCloud cloud) throws IOException, InterruptedException {
            URI status = URI.create(cloud.endpoints().functions() + "/admin/host/status");
            return HTTP.send(HttpRequest.newBuilder(status).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Nested
    class Given_an_app_with_a_queue_trigger {
        private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Test
        void empty_queues_are_polled_as_rarely_as_in_the_cloud_if_the_command_line_asks_for_it() throws Exception {
            Path classes = Path.of(PolledFunctions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            LocalCloudBuilder builder = builder(FunctionApp.ofClasses(classes), "--port=0", "--real-polling")
                    .machineClock(clock);
            try (LocalCloud cloud = builder.log(new DebugLog()).start()) {
                assertThat(cloud.endpoints().functions()).isNotNull();
                Await.until("polls are a minute apart", () -> {
                    clock.advance(Duration.ofMinutes(1));
                    return lines.stream().anyMatch(line -> line.contains("will wait 60000 ms before polling"));
                });
            }
        }

        private final class DebugLog implements HostLog {
            @Override
            public void write(LogLine line) {
                lines.add(line.message());
            }

            @Override
            public Map<String, String> levels() {
                return Map.of("default", "Debug");
            }
        }
    }

    /** A cloud with an app without functions, as the command line describes it. */
    private LocalCloud cloud(String... arguments) {
        return builder(FunctionApp.ofClasses(folder), arguments).start();
    }

    private static LocalCloudBuilder builder(FunctionApp app, String... arguments) {
        OneOption command = new OneOption();
        new CommandLine(command).parseArgs(arguments);
        LocalCloudBuilder builder = LocalCloud.builder();
        command.hosting.applyTo(builder, app);
        return builder;
    }

    private static String allowedOrigin(LocalCloud cloud, String origin) throws IOException, InterruptedException {
        return preflight(cloud, origin)
                .headers()
                .firstValue("Access-Control-Allow-Origin")
                .orElse("");
    }

    private static HttpResponse<Void> preflight(LocalCloud cloud, String origin)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(cloud.endpoints().functions() + "/api/any"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .build();
        return HTTP.send(request, BodyHandlers.discarding());
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Command
    private static final class OneOption {
        @Mixin
        private HostingOptions hosting;
    }
}
