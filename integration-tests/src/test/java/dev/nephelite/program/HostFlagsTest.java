package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flags of {@code nephelite start} that are about functions. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostFlagsTest {
    @TempDir
    private Path folder;

    private Path app;

    @BeforeEach
    void stage() throws IOException {
        app = ToldFunctions.stage(folder.resolve("app"));
    }

    @Nested
    class Given_an_app_that_runs {
        @Test
        void functions_are_printed_in_order_and_what_is_wrong_with_one_only_once() throws Exception {
            try (Nephelite program = start("--endpoints-file=" + folder.resolve("where.json"))) {
                assertThat(program.output())
                        .containsSubsequence(
                                "Functions:",
                                "",
                                "  greet: [GET,POST] " + program.function() + "/api/greet/{name}/{mood?}",
                                "  take: queueTrigger")
                        .contains("  off: disabled", "  lost: in error, see the log")
                        .filteredOn(
                                line -> line.contains("The queueTrigger 'message' has no storage account connection."))
                        .singleElement(STRING)
                        .startsWith("lost: ");
                assertThat(program.output()).noneMatch(line -> line.contains("Worker process"));
                assertThat(folder.resolve("where.json")).hasSameTextualContentAs(folder.resolve("data/endpoints.json"));

                program.stop();

                assertThat(folder.resolve("where.json")).doesNotExist();
            }
        }

        @Test
        void only_the_functions_that_are_named_are_loaded() throws Exception {
            try (Nephelite program = start("--functions", "take", "GREET")) {
                assertThat(program.output())
                        .contains("  take: queueTrigger")
                        .anyMatch(line -> line.startsWith("  greet: "))
                        .noneMatch(line -> line.contains("lost") || line.contains("drop"));
            }
        }

        @Test
        void what_the_host_does_is_logged_where_that_is_wanted_as_JSON_where_that_is() throws Exception {
            Path file = folder.resolve("log.json");
            try (Nephelite program = start("--verbose", "--log-format=json", "--json-output-file=" + file)) {
                assertThat(program.output())
                        .anyMatch(line -> line.startsWith("{\"number\":")
                                && line.contains("\"category\":\"Host.Startup\"")
                                && line.contains("AzureWebJobsStorage is not set"))
                        .anyMatch(line -> line.contains("Worker process started and initialized."));
                assertThat(file).content().contains("Worker process started and initialized.");
            }
        }
    }

    @Nested
    class Given_an_app_that_cannot_run {
        @Test
        void a_function_that_does_not_exist_is_refused_with_those_that_do() throws Exception {
            try (Nephelite program = launch("--functions", "tale")) {
                assertThat(program.await()).isEqualTo(2);
                assertThat(program.output())
                        .filteredOn(line -> line.contains("'tale'"))
                        .singleElement(STRING)
                        .contains("There is no function 'tale'", "drop, greet, hang, lost, off, take");
            }
        }

        @Test
        void one_of_another_language_is_refused() throws Exception {
            ToldFunctions.settings(app, "\"Values\": {\"FUNCTIONS_WORKER_RUNTIME\": \"node\"}");
            try (Nephelite program = launch()) {
                assertThat(program.await()).isEqualTo(6);
                assertThat(String.join("\n", program.output())).contains("FUNCTIONS_WORKER_RUNTIME", "'node'");
            }
        }

        @Test
        void a_file_with_a_mistake_is_named_where_nobody_waits_for_it_to_be_mended() throws Exception {
            Files.writeString(app.resolve("host.json"), "{");
            try (Nephelite program = launch("--no-reload")) {
                assertThat(program.await()).isEqualTo(7);
                assertThat(String.join("\n", program.output())).contains("host.json is not valid JSON");
            }
        }

        @Test
        void a_port_of_local_settings_that_is_taken_is_named_with_the_flag_that_changes_it() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ToldFunctions.settings(app, "\"Host\": {\"LocalHttpPort\": " + taken.getLocalPort() + "}");
                CommandRunner commands = new CommandRunner();

                assertThat(commands.execute(
                                "start",
                                app.toString(),
                                "--in-memory",
                                "--blob-port=0",
                                "--queue-port=0",
                                "--control-port=0"))
                        .isEqualTo(3);

                assertThat(commands.err()).contains("Port " + taken.getLocalPort(), "--port");
            }
        }

        @Test
        void an_address_of_another_machine_is_named() {
            CommandRunner commands = new CommandRunner();

            assertThat(commands.execute(
                            "start",
                            app.toString(),
                            "--in-memory",
                            "--blob-port=0",
                            "--queue-port=0",
                            "--control-port=0",
                            "--port=0",
                            "--address=192.0.2.1"))
                    .isEqualTo(1);

            assertThat(commands.err()).contains("192.0.2.1 is not an address of this machine", "--address");
        }
    }

    @Nested
    class Given_flags_that_make_no_sense {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                --runtime=inproc8                 | Leave it out
                --language-worker=-Dx=y           | NEPHELITE_JAVA_OPTS
                --dotnet-isolated-debug           | --debug --suspend
                --use-https                       | --cert
                --in-memory --location=x          | contradict
                --user-log-level=Loud             | Information
                """)
        void they_are_refused_with_what_to_do_instead(String flags, String remedy) {
            CommandRunner commands = new CommandRunner();
            String[] all = Stream.concat(Stream.of("start"), Stream.of(flags.split(" ", -1)))
                    .toArray(String[]::new);

            assertThat(commands.execute(all)).isEqualTo(2);

            assertThat(commands.err()).contains(remedy).doesNotContain("Usage:");
        }
    }

    private Nephelite launch(String... flags) throws IOException {
        return Nephelite.launch(folder.resolve("data"), Map.of(), withApp(flags));
    }

    private Nephelite start(String... flags) throws IOException, InterruptedException {
        return Nephelite.start(folder.resolve("data"), Map.of(), withApp(flags));
    }

    private String[] withApp(String... flags) {
        return Stream.concat(Stream.of(app.toString()), List.of(flags).stream()).toArray(String[]::new);
    }
}
