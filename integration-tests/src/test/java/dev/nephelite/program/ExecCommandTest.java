package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code nephelite exec}: what the command gets, how it ends, and what is left then. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a POSIX shell")
class ExecCommandTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long HANG_SECONDS = 240;

    /** Prints its environment and ends when it is told to. */
    private static final String TALKING = "env; echo ---; read line; echo heard $line";

    /** Prints its own process id and that of what it has started. */
    private static final String WAITING = "sleep 1000 & echo $$ $!; wait";

    @TempDir
    private Path folder;

    /** Starts a command on storage alone, without looking for an app. */
    private NepheliteCommand exec(List<String> options, String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("exec", "--storage-only"));
        arguments.addAll(options);
        arguments.add("--");
        arguments.addAll(List.of(command));
        return NepheliteCommand.start(folder, Map.of(), arguments.toArray(String[]::new));
    }

    private NepheliteCommand shell(String script, String... options) throws IOException {
        return exec(List.of(options), "sh", "-c", script);
    }

    /** The environment that the command prints. */
    private static Map<String, String> environment(NepheliteCommand exec) throws InterruptedException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line = exec.awaitLine(any -> true); !line.equals("---"); line = exec.awaitLine(any -> true)) {
            String[] variable = line.split("=", 2);
            variables.put(variable[0], variable.length == 1 ? "" : variable[1]);
        }
        return variables;
    }

    @Nested
    class Given_a_command_that_works {
        @Test
        void it_finds_storage_in_its_environment_and_shares_the_streams() throws Exception {
            try (NepheliteCommand exec = shell(TALKING)) {
                Map<String, String> environment = environment(exec);

                String connectionString = environment.get("AZURE_STORAGE_CONNECTION_STRING");
                QueueServiceClient queues = new QueueServiceClientBuilder()
                        .connectionString(connectionString)
                        .buildClient();
                queues.createQueue("mail").sendMessage("hello");
                assertThat(environment)
                        .containsEntry("AzureWebJobsStorage", connectionString)
                        .containsEntry("SPRING_CLOUD_AZURE_STORAGE_BLOB_CONNECTIONSTRING", connectionString)
                        .containsEntry("SPRING_CLOUD_AZURE_STORAGE_QUEUE_CONNECTIONSTRING", connectionString)
                        .containsEntry("AZURE_STORAGE_QUEUE_ENDPOINT", queues.getQueueServiceUrl())
                        .doesNotContainKey("NEPHELITE_FUNCTION_URL");
                assertThat(connectionString)
                        .contains("BlobEndpoint=" + environment.get("AZURE_STORAGE_BLOB_ENDPOINT") + ";");
                assertThat(get(environment.get("NEPHELITE_CONTROL_URL") + "/v1/ready"))
                        .contains("ready");

                exec.write("goodbye");
                assertThat(exec.awaitLine(any -> true)).isEqualTo("heard goodbye");
                assertThat(exec.await()).isZero();
                assertThat(exec.errors()).isEmpty();
            }
        }

        @Test
        void everything_is_in_memory_and_on_free_ports() throws Exception {
            try (NepheliteCommand one = shell(TALKING);
                    NepheliteCommand other = shell(TALKING)) {
                assertThat(environment(one).get("NEPHELITE_CONTROL_URL"))
                        .isNotEqualTo(environment(other).get("NEPHELITE_CONTROL_URL"));
                one.write("");
                other.write("");
                one.await();
                other.await();
                try (Stream<Path> files = Files.list(folder)) {
                    assertThat(files)
                            .allMatch(file -> file.getFileName().toString().startsWith("errors"));
                }
            }
        }

        @Test
        void data_is_kept_where_that_is_wanted() throws Exception {
            Path data = folder.resolve("data");
            try (NepheliteCommand exec = shell(TALKING, "--location=" + data)) {
                Map<String, String> environment = environment(exec);
                new QueueServiceClientBuilder()
                        .connectionString(environment.get("AzureWebJobsStorage"))
                        .buildClient()
                        .createQueue("kept");
                assertThat(new ObjectMapper()
                                .readTree(data.resolve("endpoints.json").toFile())
                                .get("control")
                                .asText())
                        .isEqualTo(environment.get("NEPHELITE_CONTROL_URL"));
                exec.write("");
                assertThat(exec.await()).isZero();
                assertThat(data.resolve("endpoints.json")).doesNotExist();
            }
            try (NepheliteCommand exec = shell(TALKING, "--location=" + data)) {
                QueueServiceClient queues = new QueueServiceClientBuilder()
                        .connectionString(environment(exec).get("AzureWebJobsStorage"))
                        .buildClient();
                assertThat(queues.listQueues())
                        .anyMatch(queue -> queue.getName().equals("kept"));
            }
        }

        @Test
        void it_runs_once_the_functions_can_be_called_and_finds_them_with_the_commands_of_nephelite() throws Exception {
            Path app = ToldFunctions.stage(folder.resolve("app"));
            List<String> arguments = new ArrayList<>(List.of("exec", app.toString(), "--"));
            arguments.addAll(NepheliteCommand.line("functions"));
            try (NepheliteCommand exec = NepheliteCommand.start(folder, Map.of(), arguments.toArray(String[]::new))) {
                exec.awaitLine(line -> line.matches("take +queueTrigger +taken"));
                assertThat(exec.await()).isZero();
            }
            try (NepheliteCommand exec =
                    NepheliteCommand.start(folder, Map.of(), "exec", app.toString(), "--", "sh", "-c", TALKING)) {
                URI greet = URI.create(environment(exec).get("NEPHELITE_FUNCTION_URL") + "/api/greet/you");
                assertThat(HTTP.send(
                                        HttpRequest.newBuilder(greet)
                                                .POST(BodyPublishers.ofString("hi"))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body())
                        .isEqualTo("POST /api/greet/you {} hi");
            }
        }
    }

    @Nested
    class Given_a_command_that_fails {
        @ParameterizedTest
        @CsvSource({"exit 7, 7", "kill -9 $$, 137", "kill -TERM $$, 143"})
        void its_exit_code_is_passed_on(String script, int exitCode) throws Exception {
            try (NepheliteCommand exec = shell(script)) {
                assertThat(exec.await()).isEqualTo(exitCode);
                assertThat(exec.errors()).isEmpty();
            }
        }

        @Test
        void one_that_does_not_exist_exits_with_127_as_in_a_shell() throws Exception {
            try (NepheliteCommand exec = exec(List.of(), "no-such-command")) {
                assertThat(exec.await()).isEqualTo(127);
                assertThat(exec.errors()).startsWith("nephelite: There is no command 'no-such-command'.");
            }
        }

        @Test
        void one_that_cannot_be_run_exits_with_126_as_in_a_shell() throws Exception {
            Path text = Files.writeString(folder.resolve("text"), "no program");
            try (NepheliteCommand exec = exec(List.of(), text.toString())) {
                assertThat(exec.await()).isEqualTo(126);
                assertThat(exec.errors()).contains("cannot be run: Permission denied.");
            }
        }

        @Test
        void one_that_takes_too_long_is_ended_and_the_exit_code_says_so() throws Exception {
            try (NepheliteCommand exec = shell(WAITING, "--command-timeout=1")) {
                assertThat(exec.await()).isEqualTo(124);
            }
        }
    }

    @Nested
    class Given_a_report_of_invocations {
        @Test
        void it_has_a_case_for_each_invocation_and_the_log_of_those_that_failed() throws Exception {
            Path app = ToldFunctions.stage(folder.resolve("app"));
            Path report = Files.writeString(folder.resolve("report.xml"), "");
            String script = "curl -s $NEPHELITE_FUNCTION_URL/api/greet/you; echo; "
                    + "curl -s $NEPHELITE_FUNCTION_URL/api/greet/me; echo; "
                    + "curl -sd '{\"input\": \"x\"}' $NEPHELITE_FUNCTION_URL/admin/functions/drop; "
                    + "curl -s $NEPHELITE_CONTROL_URL/v1/idle; exit 3";
            try (NepheliteCommand exec = NepheliteCommand.start(
                    folder, Map.of(), "exec", app.toString(), "--report=" + report, "--", "sh", "-c", script)) {
                assertThat(exec.await()).isEqualTo(3);
            }

            Element suites = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
            assertThat(suites.getAttribute("tests")).isEqualTo("3");
            assertThat(suites.getAttribute("failures")).isEqualTo("1");
            assertThat(elements(suites, "testsuite"))
                    .extracting(suite -> suite.getAttribute("name"))
                    .containsExactly("drop", "greet");
            assertThat(elements(suites, "testcase"))
                    .extracting(test -> test.getAttribute("classname") + ": " + test.getAttribute("name"))
                    .containsExactly("drop: invocation 1", "greet: invocation 1", "greet: invocation 2");
            Element failure = elements(suites, "failure").get(0);
            assertThat(failure.getAttribute("message")).isEqualTo("IllegalStateException: butterfingers");
            assertThat(failure.getTextContent()).contains("at " + ToldFunctions.class.getName() + ".drop");
            assertThat(elements(suites, "system-out"))
                    .singleElement()
                    .extracting(Element::getTextContent, STRING)
                    .startsWith("Executing 'Functions.drop'")
                    .contains("Executed 'Functions.drop' (Failed");
        }

        private List<Element> elements(Element above, String name) {
            NodeList found = above.getElementsByTagName(name);
            return IntStream.range(0, found.getLength())
                    .mapToObj(i -> (Element) found.item(i))
                    .toList();
        }

        @Test
        void a_file_that_is_something_else_is_not_replaced() throws Exception {
            Path letter = Files.writeString(folder.resolve("letter.xml"), "<letter>to Ann</letter>");
            try (NepheliteCommand exec = exec(List.of("--report=" + letter), "env")) {
                assertThat(exec.await()).isEqualTo(2);
                assertThat(exec.errors())
                        .contains("--report: " + letter
                                + " is not a report of 'nephelite exec' and would be overwritten.");
            }
        }
    }

    @Nested
    class Given_a_cloud_that_cannot_start {
        @Test
        void the_command_is_not_run() throws Exception {
            Path app = ToldFunctions.stage(folder.resolve("app"));
            Files.writeString(app.resolve("host.json"), "{");
            try (NepheliteCommand exec =
                    NepheliteCommand.start(folder, Map.of(), "exec", app.toString(), "--", "touch", "run")) {
                assertThat(exec.await()).isEqualTo(7);
                assertThat(exec.errors()).contains("host.json is not valid JSON");
                assertThat(folder.resolve("run")).doesNotExist();
            }
        }

        @Test
        void an_app_that_is_offline_is_not_waited_for() throws Exception {
            Path app = ToldFunctions.stage(folder.resolve("app"));
            Files.writeString(app.resolve("app_offline.htm"), "closed");
            try (NepheliteCommand exec =
                    NepheliteCommand.start(folder, Map.of(), "exec", app.toString(), "--", "env")) {
                assertThat(exec.await()).isEqualTo(7);
                assertThat(exec.errors()).contains("The app is offline. Remove its app_offline.htm.");
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "exec mvn verify | The command comes after '--': nephelite exec -- mvn verify.",
                    "exec -- | The command comes after '--'",
                    "exec a b -- env | 'b' is one argument too many before '--'.",
                    "exec --storage-only a -- env | --storage-only and the app a contradict each other.",
                    "exec --durability=fsync -- env | --durability needs --location"
                })
        void mistakes_of_the_command_line_are_explained(String line, String message) throws Exception {
            try (NepheliteCommand exec = NepheliteCommand.start(folder, Map.of(), line.split(" ", -1))) {
                assertThat(exec.await()).isEqualTo(2);
                assertThat(exec.errors()).contains(message);
            }
        }
    }

    @Nested
    class Given_somebody_who_ends_it {
        @ParameterizedTest
        @CsvSource({"TERM, 3", "HUP, 4", "INT, 5"})
        void a_signal_is_passed_on_to_the_command(String signal, int exitCode) throws Exception {
            assumeTrue(Signals.isHeard(signal), "SIG" + signal + " is ignored");
            String traps = "trap 'exit 3' TERM; trap 'exit 4' HUP; trap 'exit 5' INT; ";
            try (NepheliteCommand exec = shell(traps + WAITING)) {
                List<ProcessHandle> processes = processes(exec);
                exec.signal(signal);

                assertThat(exec.await()).isEqualTo(exitCode);
                // A shell starts what it does not wait for deaf to Ctrl-C.
                requireEnded(signal.equals("INT") ? processes.subList(0, 1) : processes);
                processes.forEach(ProcessHandle::destroyForcibly);
            }
        }

        @Test
        void a_command_that_does_not_end_is_ended_by_force() throws Exception {
            try (NepheliteCommand exec = shell("trap '' TERM; " + WAITING, "--kill-after=0")) {
                List<ProcessHandle> processes = processes(exec);
                exec.signal("TERM");

                assertThat(exec.await()).isEqualTo(137);
                assertThat(exec.errors()).contains("the command did not end within 0 seconds after SIGTERM");
                requireEnded(processes);
            }
        }

        @Test
        void a_request_to_stop_ends_the_command() throws Exception {
            try (NepheliteCommand exec = shell("env; echo ---; " + WAITING)) {
                String control = environment(exec).get("NEPHELITE_CONTROL_URL");
                List<ProcessHandle> processes = processes(exec);
                CompletableFuture<HttpResponse<Void>> answer = HTTP.sendAsync(
                        HttpRequest.newBuilder(URI.create(control + "/v1/stop"))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding());

                assertThat(exec.await()).isEqualTo(143);
                requireEnded(processes);
                answer.cancel(true);
            }
        }

        @Test
        void the_command_ends_even_if_exec_is_killed() throws Exception {
            try (NepheliteCommand exec = shell(WAITING)) {
                List<ProcessHandle> processes = processes(exec);
                exec.kill();

                requireEnded(processes);
            }
        }

        /** What the command has printed that it is, and that it has started. */
        private List<ProcessHandle> processes(NepheliteCommand exec) throws InterruptedException {
            return Stream.of(exec.awaitLine(any -> true).split(" ", -1))
                    .map(id -> ProcessHandle.of(Long.parseLong(id)))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private void requireEnded(List<ProcessHandle> processes) throws Exception {
            for (ProcessHandle process : processes) {
                process.onExit().get(HANG_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
