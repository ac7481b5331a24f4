package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that wait for a running program, say what it is, reset it, and stop it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LifecycleCommandsTest {
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

    private int nephelite(String location, String... arguments) {
        return commands.executeAt(folder.resolve(location), arguments);
    }

    @Nested
    class Given_status {
        @Test
        void it_says_what_runs() throws Exception {
            assertThat(nephelite("data", "status")).isZero();

            assertThat(commands.out().lines())
                    .contains(
                            "Status         ready",
                            "Data           " + folder.resolve("data"),
                            "Blob service   " + program.blob(),
                            "Queue service  " + program.queue(),
                            "Functions      " + program.function() + " (6, of which 1 in error)",
                            "Control plane  " + program.control());
        }

        @Test
        void it_says_so_to_programs() throws Exception {
            assertThat(nephelite("data", "status", "-o", "json")).isZero();

            JsonNode status = new ObjectMapper().readTree(commands.out());
            assertThat(status.path("status").asText()).isEqualTo("ready");
            assertThat(status.at("/endpoints/blob").asText()).isEqualTo(program.blob());
            assertThat(status.at("/functions/inError").asInt()).isEqualTo(1);
        }

        @Test
        void nothing_that_runs_is_exit_code_8() {
            assertThat(nephelite("nothing", "status")).isEqualTo(8);

            assertThat(commands.err()).startsWith("nephelite: Nothing runs here: there is no ");
        }

        @Test
        void an_app_that_cannot_be_loaded_is_exit_code_9_with_the_reason() throws Exception {
            Path app = ToldFunctions.stage(folder.resolve("broken"));
            Files.writeString(app.resolve("host.json"), "{");
            try (Nephelite broken = Nephelite.launch(folder.resolve("broken-data"), Map.of("CI", ""), app.toString())) {
                broken.awaitLine(line -> line.contains("host.json is not valid JSON"));
                assertThat(nephelite("broken-data", "status")).isEqualTo(9);
                assertThat(commands.out())
                        .startsWith("Status         failed: ")
                        .contains("host.json is not valid JSON");

                assertThat(nephelite("broken-data", "wait", "--timeout=1")).isEqualTo(9);
                assertThat(commands.err())
                        .startsWith("nephelite: not ready after 1 seconds: ")
                        .contains("host.json is not valid JSON");
            }
        }
    }

    @Nested
    class Given_wait {
        @Test
        void it_returns_when_the_program_is_ready() {
            assertThat(nephelite("data", "wait")).isZero();

            assertThat(commands.out()).isEmpty();
            assertThat(commands.err().strip()).isEqualTo("nephelite: ready");
        }

        @Test
        void it_returns_when_everything_has_been_handled() {
            assertThat(nephelite("data", "wait", "--idle", "-o", "json")).isZero();

            assertThat(commands.out().strip()).isEqualTo("{\"status\":\"idle\"}");
            assertThat(commands.err()).isEmpty();
        }

        @Test
        void it_gives_up_on_a_program_that_nobody_starts() {
            assertThat(nephelite("nothing", "wait", "--timeout=0")).isEqualTo(9);

            assertThat(commands.err()).startsWith("nephelite: not ready after 0 seconds: Nothing runs here");
        }

        @Test
        void it_waits_for_a_program_that_has_not_been_started() throws Exception {
            Path data = folder.resolve("later");
            try (NepheliteCommand waiting =
                            NepheliteCommand.start(folder, Map.of(), "wait", "--timeout=200", "--location=" + data);
                    Nephelite later = Nephelite.start(data, Map.of(), "--storage-only")) {
                assertThat(waiting.await()).isZero();
                assertThat(later.stop()).isEqualTo(143);
            }
        }
    }

    @Nested
    class Given_env {
        @Test
        @DisabledOnOs(OS.WINDOWS)
        void a_shell_sets_the_variables() throws Exception {
            assertThat(nephelite("data", "env")).isZero();

            Process shell = new ProcessBuilder("sh", "-c", commands.out() + "echo \"$AzureWebJobsStorage\"").start();
            assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(program.connectionString());
        }

        @ParameterizedTest
        @CsvSource({
            "bash, export NEPHELITE_CONTROL_URL='%s'",
            "fish, set -gx NEPHELITE_CONTROL_URL '%s'",
            "powershell, $Env:NEPHELITE_CONTROL_URL = '%s'",
            "dotenv, NEPHELITE_CONTROL_URL=%s"
        })
        void every_shell_has_its_own_form(String shell, String form) throws IOException {
            assertThat(nephelite("data", "env", "--shell", shell)).isZero();

            assertThat(commands.out().lines()).contains(form.formatted(program.control()));
        }

        @Test
        void programs_read_them_as_JSON() throws Exception {
            assertThat(nephelite("data", "env", "-o", "json")).isZero();

            JsonNode variables = new ObjectMapper().readTree(commands.out());
            assertThat(variables.path("AZURE_STORAGE_CONNECTION_STRING").asText())
                    .isEqualTo(program.connectionString());
        }

        @Test
        void a_control_plane_alone_reveals_no_keys() throws Exception {
            assertThat(commands.execute("env", "--url", program.control())).isEqualTo(1);

            assertThat(commands.err()).contains("does not reveal the keys of accounts. Name the data folder");
        }
    }

    @Nested
    class Given_reset {
        @Test
        void it_empties_what_it_is_told_to() throws Exception {
            QueueClient queue = new QueueClientBuilder()
                    .connectionString(program.connectionString())
                    .queueName("left")
                    .buildClient();
            queue.create();
            queue.sendMessage("hello");

            assertThat(nephelite("data", "reset", "--queue=left")).isZero();
            assertThat(commands.err().strip()).isEqualTo("nephelite: queue left is empty");
            assertThat(queue.receiveMessage()).isNull();

            assertThat(nephelite("data", "reset", "-o", "json")).isZero();
            assertThat(commands.out().strip()).isEqualTo("{\"status\":\"reset\"}");
            assertThatThrownBy(queue::getProperties).hasMessageContaining("404");
        }

        @Test
        void what_does_not_exist_is_named() {
            assertThat(nephelite("data", "reset", "--container=films")).isEqualTo(1);

            assertThat(commands.err().strip())
                    .isEqualTo("nephelite: There is no container 'films' in the account 'devstoreaccount1'.");
        }
    }

    @Nested
    class Given_clock {
        @Test
        void it_shows_changes_and_freezes_the_time() throws Exception {
            try (Nephelite other = Nephelite.start(folder.resolve("clock"), Map.of(), "--storage-only")) {
                assertThat(nephelite("clock", "clock", "freeze")).isZero();
                assertThat(nephelite("clock", "clock", "set", "2030-01-01T00:00:00Z"))
                        .isZero();
                assertThat(nephelite("clock", "clock", "advance", "1h30m")).isZero();
                assertThat(nephelite("clock", "clock", "-o", "json")).isZero();
                assertThat(nephelite("clock", "clock", "unfreeze")).isZero();

                List<String> lines = commands.out().lines().toList();
                assertThat(lines.get(0)).endsWith(" (frozen)");
                assertThat(lines.subList(1, 4))
                        .containsExactly(
                                "2030-01-01T00:00:00Z (frozen)",
                                "2030-01-01T01:30:00Z (frozen)",
                                "{\"time\":\"2030-01-01T01:30:00Z\",\"frozen\":true}");
                assertThat(lines.get(4)).startsWith("2030-01-01T01:30:").doesNotContain("frozen");
                assertThat(other.stop()).isEqualTo(143);
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "stop | 'stop' is none of show, freeze, unfreeze, advance and set.",
                    "advance | 'clock advance' needs a duration such as 90s, 1h30m or 7d.",
                    "advance:soon | 'soon' is not a duration such as 90s, 1h30m or 7d.",
                    "set:tomorrow | 'tomorrow' is not a time such as 2030-01-01T00:00:00Z.",
                    "freeze:now | 'clock freeze' takes no 'now'."
                })
        void mistakes_are_explained(String arguments, String message) {
            List<String> all = new ArrayList<>(List.of("clock"));
            all.addAll(List.of(arguments.split(":")));

            assertThat(nephelite("data", all.toArray(String[]::new))).isEqualTo(2);
            assertThat(commands.err()).contains(message);
        }
    }

    @Nested
    class Given_pause_and_resume {
        @Test
        void triggers_wait_in_between() throws Exception {
            assertThat(nephelite("data", "pause")).isZero();
            QueueClient queue = new QueueClientBuilder()
                    .connectionString(program.connectionString())
                    .queueName("taken")
                    .buildClient();
            queue.createIfNotExists();
            queue.sendMessage("cGFyY2Vs");
            assertThat(nephelite("data", "wait", "--idle")).isZero();
            assertThat(queue.peekMessage().getDequeueCount()).isZero();

            assertThat(nephelite("data", "resume", "-o", "json")).isZero();
            assertThat(commands.out().strip()).isEqualTo("{\"status\":\"running\"}");
            assertThat(nephelite("data", "wait", "--idle")).isZero();
            assertThat(queue.peekMessage()).isNull();
        }
    }

    @Nested
    class Given_stop {
        @Test
        void it_returns_when_the_program_has_ended() throws Exception {
            try (Nephelite stopped = Nephelite.start(folder.resolve("stopped"), Map.of(), "--storage-only")) {
                assertThat(nephelite("stopped", "stop")).isZero();

                assertThat(commands.err().strip()).isEqualTo("nephelite: the program has stopped");
                assertThat(ProcessHandle.of(stopped.pid()).filter(ProcessHandle::isAlive))
                        .isEmpty();
                assertThat(stopped.await()).isZero();
                assertThat(nephelite("stopped", "stop")).isEqualTo(8);
            }
        }
    }
}
