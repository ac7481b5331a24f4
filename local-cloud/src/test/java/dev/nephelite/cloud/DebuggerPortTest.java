package dev.nephelite.cloud;

import static dev.nephelite.cloud.Clients.get;
import static dev.nephelite.cloud.Clients.letters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.debugger.DebuggerPort;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.JdiDebugger;
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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DebuggerPortTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> log = new CopyOnWriteArrayList<>();
    private @Nullable LocalCloud started;
    private @Nullable JdiDebugger attached;

    @AfterEach
    void close() {
        if (attached != null) {
            attached.close();
        }
        if (started != null) {
            started.close();
        }
    }

    private void start(FunctionApp app) {
        started = LocalCloud.builder()
                .functions(app)
                .controlPort(0)
                .log(line -> log.add(line.message()))
                .start();
    }

    private void attach(int port) throws Exception {
        attached = JdiDebugger.attach(port);
        Await.until(
                "the debugger is noticed",
                () -> !state("GET", "").path("attached").isEmpty());
    }

    private LocalCloud cloud() {
        return Objects.requireNonNull(started);
    }

    private static FunctionApp processes() {
        return FunctionApp.ofClasses(Clients.classes()).only(List.of("process")).inWorkerProcess();
    }

    private HttpResponse<String> send(String method, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(cloud().endpoints().control() + "/v1/debugger"))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode state(String method, String body) throws Exception {
        HttpResponse<String> response = send(method, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    private String process() throws Exception {
        return get(cloud().endpoints().functions() + "/api/process?what=id").body();
    }

    @Nested
    class Given_functions_in_a_worker_process {
        @Test
        void a_debugger_attaches_once_the_port_is_open_and_not_when_it_is_closed_again() throws Exception {
            start(processes());
            assertThat(state("GET", "").path("port").isNull()).isTrue();
            String before = process();

            JsonNode open = state("PUT", "{\"port\": 0}");
            attach(open.path("port").asInt());
            assertThat(process()).isNotEqualTo(before);
            assertThat(state("GET", "").path("suspend").asBoolean()).isFalse();
            String debugged = process();

            assertThat(state("DELETE", "").path("port").isNull()).isTrue();
            assertThat(process()).isNotEqualTo(debugged);
            assertThat(state("GET", "").path("attached")).isEmpty();
        }

        @Test
        void the_same_port_can_be_opened_again() throws Exception {
            start(processes());
            int port = state("PUT", "{\"port\": 0}").path("port").asInt();
            String before = process();

            assertThat(state("PUT", "{\"port\": " + port + "}").path("port").asInt())
                    .isEqualTo(port);

            assertThat(process()).isNotEqualTo(before);
        }

        @Test
        void functions_wait_for_a_debugger_that_was_asked_for() throws Exception {
            start(processes());

            int port = state("PUT", "{\"port\": 0, \"suspend\": true}")
                    .path("port")
                    .asInt();
            FutureTask<String> call = new FutureTask<>(DebuggerPortTest.this::process);
            new Thread(call).start();
            Await.until(
                    "the process is held", () -> state("GET", "").path("held").size() == 1);
            assertThat(call).isNotDone();
            JdiDebugger debugger = JdiDebugger.attach(port);
            debugger.resume();

            assertThat(call.get()).matches("\\d+");
            debugger.close();
        }

        @Test
        void a_port_in_use_is_409_and_nothing_happens() throws Exception {
            start(processes());
            String before = process();
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                HttpResponse<String> response = send("PUT", "{\"port\": " + taken.getLocalPort() + "}");

                assertThat(response.statusCode()).isEqualTo(409);
                assertThat(response.body()).contains("PortUnavailable", Integer.toString(taken.getLocalPort()));
            }
            assertThat(process()).isEqualTo(before);
        }

        @Test
        void a_start_with_a_port_in_use_fails() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                PortUnavailableException refused = catchThrowableOfType(
                        PortUnavailableException.class,
                        () -> start(processes().debuggerPort(new DebuggerPort(taken.getLocalPort(), false))));

                assertThat(refused.service()).isEqualTo(CloudService.DEBUGGER);
                assertThat(refused).hasMessageContaining("for the debugger is in use");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"{", "[]", "{\"port\": \"x\"}", "{\"port\": 70000}", "{\"suspend\": 1}", "{\"prot\": 0}"})
        void a_body_that_makes_no_sense_is_400(String body) throws Exception {
            start(processes());

            HttpResponse<String> response = send("PUT", body);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("InvalidParameter");
        }
    }

    @Test
    void functions_in_this_process_are_409() throws Exception {
        start(letters());

        assertThat(state("GET", "").path("port").isNull()).isTrue();
        HttpResponse<String> response = send("PUT", "{}");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("NoWorkerProcess");
    }

    @Test
    void a_change_of_the_settings_moves_the_port_to_the_new_process(@TempDir Path folder, @TempDir Path copies)
            throws Exception {
        String name = ProcessFunctions.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("app.jar")))) {
            jar.putNextEntry(new JarEntry(name));
            Files.copy(Clients.classes().resolve(name), jar);
        }
        Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");
        Files.writeString(
                Files.createDirectories(folder.resolve("process")).resolve("function.json"),
                "{\"scriptFile\":\"../app.jar\",\"entryPoint\":\"%s.process\",\"bindings\":["
                                .formatted(ProcessFunctions.class.getName())
                        + "{\"type\":\"httpTrigger\",\"name\":\"in\",\"authLevel\":\"anonymous\"},"
                        + "{\"type\":\"http\",\"direction\":\"out\",\"name\":\"$return\"}]}");
        start(FunctionApp.in(folder).reloadOnChange(copies).inWorkerProcess().debuggerPort(new DebuggerPort(0, false)));
        cloud().ready().join();
        int port = state("GET", "").path("port").asInt();

        Files.writeString(folder.resolve("local.settings.json"), "{\"Values\":{\"VARIABLE\":\"changed\"}}");

        Await.until(
                "the new process opens the port",
                () -> log.stream()
                                .filter(line -> line.contains("attach to localhost:" + port))
                                .count()
                        == 2);
        attach(port);
        assertThat(get(cloud().endpoints().functions() + "/api/process?what=variable")
                        .body())
                .isEqualTo("changed");
    }
}
