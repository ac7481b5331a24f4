package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.testing.Await;
import dev.nephelite.testing.JdiDebugger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code nephelite debug}, of a running program and of clouds in this process. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DebugCommandTest {
    @TempDir
    private static Path folder;

    private static Nephelite program;

    private final CommandRunner commands = new CommandRunner();

    @BeforeAll
    static void start() throws Exception {
        program = Nephelite.startWithFunctions(folder);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    /** Runs {@code nephelite debug} with these options. */
    private int debug(String... options) {
        List<String> all = new ArrayList<>(List.of("debug"));
        all.addAll(List.of(options));
        commands.clear();
        return commands.execute(all.toArray(String[]::new));
    }

    private static String here() {
        return "--location=" + folder.resolve("data");
    }

    private JsonNode state(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-o", "json", here()));
        all.addAll(List.of(options));
        assertThat(debug(all.toArray(String[]::new))).as(commands.err()).isZero();
        return new ObjectMapper().readTree(commands.out());
    }

    @Nested
    class Given_functions_in_a_worker_process {
        @AfterEach
        void close() {
            debug("--off", here());
        }

        @Test
        void a_debugger_attaches_to_the_address_that_is_printed() throws Exception {
            assertThat(debug("--port=0", here())).isZero();

            assertThat(commands.out()).matches("Debugger: attach to localhost:\\d+ \\(.*\\)\\R");
            int port = Integer.parseInt(commands.out().replaceFirst("(?s).*localhost:(\\d+).*", "$1"));
            JdiDebugger debugger = JdiDebugger.attach(port);
            Await.until("it is attached", () -> state().path("attached").size() == 1);
            debugger.close();
        }

        @Test
        void a_port_that_is_open_stays_open_for_the_debugger_that_uses_it() throws Exception {
            int port = state("--port=0").path("port").asInt();
            JdiDebugger debugger = JdiDebugger.attach(port);
            String process = Await.until(
                            "it is attached", () -> state().path("attached"), attached -> attached.size() == 1)
                    .toString();

            assertThat(state("--port=" + port).path("port").asInt()).isEqualTo(port);

            assertThat(state().path("attached")).hasToString(process);
            debugger.close();
        }

        @Test
        void functions_wait_for_the_debugger_where_that_is_wanted() {
            assertThat(debug("--port=0", "--suspend", here())).isZero();

            assertThat(commands.out()).endsWith("; waiting for it" + System.lineSeparator());
        }

        @Test
        void the_port_is_closed_when_it_is_not_wanted_any_more() throws Exception {
            state("--port=0");

            assertThat(state("--off").path("port").isNull()).isTrue();
            assertThat(commands.err()).contains("the debugger port is closed");

            assertThat(state("--off").path("port").isNull()).isTrue();
            assertThat(commands.err()).contains("no debugger port is open");
        }

        @Test
        @EnabledOnOs(value = OS.LINUX, disabledReason = "only there, everybody may know who has a port")
        void a_port_in_use_names_its_owner() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                assertThat(debug("--port=" + taken.getLocalPort(), here())).isEqualTo(3);
            }

            assertThat(commands.err())
                    .startsWith("nephelite: Port ")
                    .contains(
                            "for the debugger is in use by pid "
                                    + ProcessHandle.current().pid(),
                            "--port=PORT");
            assertThat(commands.out()).isEmpty();
        }
    }

    @Test
    void functions_in_process_cannot_get_a_port_and_the_remedy_is_named() throws Exception {
        try (LocalCloud cloud = LocalCloud.builder()
                .functions(FunctionApp.ofClasses(folder.resolve("app")))
                .controlPort(0)
                .start()) {
            assertThat(debug("--url=" + cloud.endpoints().control())).isEqualTo(1);
        }

        assertThat(commands.err())
                .contains("Functions run in the process of Nephelite itself", "--in-process --debug")
                .hasLineCount(1);
    }

    @Test
    void without_an_app_there_is_nothing_to_debug() throws Exception {
        try (LocalCloud cloud = LocalCloud.builder().controlPort(0).start()) {
            assertThat(debug("--url=" + cloud.endpoints().control())).isEqualTo(1);
        }

        assertThat(commands.err()).contains("No function app runs.", "nephelite start FOLDER");
    }

    @Test
    void nothing_that_runs_is_exit_code_8() {
        assertThat(debug("--location=" + folder.resolve("elsewhere"))).isEqualTo(8);
    }

    @Test
    void configurations_for_IDEs_are_written_without_a_running_program() {
        assertThat(debug("--ide", "--port=5007", folder.toString())).isZero();

        assertThat(commands.out().lines())
                .containsExactly(
                        "created: " + folder.resolve(".vscode/launch.json"),
                        "created: " + folder.resolve(".run/Nephelite functions on port 5007.run.xml"));
        assertThat(folder.resolve(".vscode/launch.json")).content().contains("\"port\": 5007");
    }
}
