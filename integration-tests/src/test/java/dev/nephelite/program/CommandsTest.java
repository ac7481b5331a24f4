package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.cli.Main;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a running program. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandsTest {
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

    private int nephelite(String... arguments) {
        return commands.executeAt(folder.resolve("data"), arguments);
    }

    @Nested
    class Given_someone_who_wants_to_know_the_functions {
        @Test
        void they_are_listed_with_what_starts_them_and_what_is_wrong() throws Exception {
            assertThat(nephelite("functions")).isZero();

            assertThat(commands.out().lines())
                    .startsWith("greet  httpTrigger             [GET,POST] " + program.function()
                            + "/api/greet/{name}/{mood?}")
                    .contains("take   queueTrigger            taken", "off    queueTrigger  disabled  nothing")
                    .anyMatch(line -> line.startsWith("  The queueTrigger 'message' has no storage account connection.")
                            && line.contains("'AzureWebJobsNowhere'")
                            && line.contains("local.settings.json"));
            assertThat(commands.err()).isEmpty();
        }

        @Test
        void programs_read_them_as_JSON() throws Exception {
            assertThat(nephelite("functions", "-o", "json")).isZero();

            JsonNode functions = new ObjectMapper().readTree(commands.out());
            assertThat(functions).hasSize(6);
            assertThat(functions.get(0).get("name").asText()).isEqualTo("greet");
            assertThat(functions.get(0).get("methods").get(1).asText()).isEqualTo("POST");
        }

        @Test
        void a_build_fails_when_one_is_in_error() {
            assertThat(nephelite("functions", "--errors")).isEqualTo(1);

            assertThat(commands.out()).startsWith("lost ").doesNotContain("greet");
        }

        @Test
        void they_are_listed_with_what_their_invocations_took() throws Exception {
            assertThat(nephelite("invoke", "greet", "--param=name=you")).isZero();
            commands.clear();

            assertThat(nephelite("functions", "--stats")).isZero();

            assertThat(commands.out().lines())
                    .anyMatch(line -> line.matches("function +invocations +failures +p50 .* CPU +allocated"))
                    .anyMatch(line -> line.matches("greet +[1-9]\\d* +\\d+ +\\d.* ms +[\\d.]+ [KM]iB"))
                    .anyMatch(
                            line -> line.matches("greet +[\\d.]+ ms +[\\d.]+ ms +[\\d.]+ ms +[\\d.]+ ms +[\\d.]+ ms"));
            commands.clear();
            assertThat(nephelite("functions", "--stats", "-o", "json")).isZero();
            JsonNode statistics = new ObjectMapper().readTree(commands.out());
            assertThat(statistics.get(0).get("name").asText()).isEqualTo("greet");
            assertThat(statistics.get(0).get("invocations").asInt()).isPositive();
        }

        @Test
        void statistics_of_an_app_that_is_not_started_are_refused() {
            assertThat(nephelite("functions", "--stats", folder.resolve("app").toString()))
                    .isEqualTo(2);

            assertThat(commands.err()).contains("--stats is about the running host");
        }

        @Test
        void an_app_is_read_without_being_started() {
            assertThat(commands.execute("functions", folder.resolve("app").toString()))
                    .isZero();

            assertThat(commands.out()).contains("[GET,POST] /api/greet/{name}/{mood?}");
        }
    }

    @Nested
    class Given_a_function_to_invoke {
        @Test
        void one_over_HTTP_is_called_and_its_answer_is_the_result() {
            assertThat(nephelite(
                            "invoke", "greet", "--param=name=a b", "--query=q=1", "-d", "{}", "-i", "-H", "X-Ask: it"))
                    .isZero();

            assertThat(commands.out())
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("x-asked: it")
                    .endsWith("POST /api/greet/a%20b {q=1} {}");
        }

        @Test
        void what_is_told_about_the_answer_is_not_in_the_result() {
            assertThat(nephelite("invoke", "greet", "--param", "name=you")).isZero();

            assertThat(commands.out()).isEqualTo("GET /api/greet/you {} ");
            assertThat(commands.err()).contains("answered with status 200");
        }

        @Test
        void an_answer_that_reports_a_failure_is_one() {
            assertThat(nephelite("invoke", "greet", "--param=name=you", "-d", "bad"))
                    .isEqualTo(10);
        }

        @Test
        void a_missing_part_of_its_address_is_named() {
            assertThat(nephelite("invoke", "greet")).isEqualTo(2);

            assertThat(commands.err()).contains("--param name=VALUE");
        }

        @Test
        void another_one_runs_and_what_it_logs_is_shown() throws IOException {
            Path data = Files.writeString(folder.resolve("message"), "apples");

            assertThat(nephelite("invoke", "take", "--data=@" + data)).isZero();

            assertThat(commands.err()).contains("took apples", "nephelite: take succeeded in ");
            assertThat(commands.out()).isEmpty();
        }

        @Test
        void a_failure_comes_back_with_its_reason() throws IOException {
            assertThat(nephelite("invoke", "drop", "-d", "x", "-o", "json")).isEqualTo(10);

            JsonNode report = new ObjectMapper().readTree(commands.out());
            assertThat(report.get("succeeded").asBoolean()).isFalse();
            assertThat(report.get("message").asText()).isEqualTo("IllegalStateException: butterfingers");
            assertThat(report.get("stackTrace").asText()).contains("ToldFunctions.drop");
        }

        @Test
        void one_that_there_is_not_is_refused_with_those_there_are() {
            assertThat(nephelite("invoke", "greed")).isEqualTo(2);

            assertThat(commands.err()).contains("'greed'", "greet, ").contains("take");
        }

        @Test
        void options_for_HTTP_are_refused_for_others() {
            assertThat(nephelite("invoke", "take", "-X", "PUT")).isEqualTo(2);

            assertThat(commands.err()).contains("--method is for functions with an HTTP trigger");
        }
    }

    @Nested
    class Given_someone_who_watches {
        @Test
        void the_log_of_one_function_can_be_read() {
            nephelite("invoke", "take", "-d", "pears");
            commands.clear();

            assertThat(nephelite("logs", "--function", "take", "-n", "3")).isZero();

            assertThat(commands.out().lines())
                    .hasSize(3)
                    .anyMatch(line -> line.matches(
                            "\\[\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z] \\[take [0-9a-f]{8}] took pears"))
                    .anyMatch(line -> line.contains("Executed 'Functions.take' (Succeeded"));
        }

        @Test
        void the_log_of_a_function_that_there_is_not_is_refused_with_those_there_are() {
            assertThat(nephelite("logs", "--function", "taek")).isEqualTo(2);

            assertThat(commands.err()).contains("There is no function 'taek'. The app has: ", "take");
        }

        @Test
        void a_function_without_a_line_of_that_level_has_an_empty_log() {
            assertThat(nephelite("logs", "--function", "greet", "--level", "critical"))
                    .isZero();

            assertThat(commands.out()).isEmpty();
        }

        @Test
        void only_errors_are_shown_where_only_they_are_wanted() throws IOException {
            nephelite("invoke", "drop", "-d", "x");
            commands.clear();

            assertThat(nephelite("logs", "--level=error", "-o", "json", "-n=1")).isZero();

            JsonNode line = new ObjectMapper().readTree(commands.out());
            assertThat(line.get("level").asText()).isEqualTo("Error");
            assertThat(line.get("category").asText()).isEqualTo("Function.drop");
        }

        @Test
        void changes_of_storage_are_listed() throws IOException {
            BlobContainerClient container = blobs().getBlobContainerClient("changes");
            container.create();
            container.getBlobClient("one.txt").upload(com.azure.core.util.BinaryData.fromString("one"));

            assertThat(nephelite("events", "--subject=containers/changes/", "-n", "1"))
                    .isZero();

            assertThat(commands.out())
                    .matches("\\[.*Z] \\d+ Microsoft\\.Storage\\.BlobCreated"
                            + " /blobServices/default/containers/changes/blobs/one\\.txt api=PutBlob"
                            + " blobType=BlockBlob .*contentLength=3.*\\R");
        }

        @Test
        void the_bookkeeping_of_the_host_is_listed_only_where_that_is_wanted() throws IOException {
            blobs().createBlobContainer("azure-webjobs-mine")
                    .getBlobClient("lock")
                    .upload(com.azure.core.util.BinaryData.fromString("locked"));

            assertThat(nephelite("events", "-n", "1000")).isZero();
            assertThat(commands.out()).doesNotContain("azure-webjobs-");

            commands.clear();
            assertThat(nephelite("events", "--all")).isZero();
            assertThat(commands.out()).contains("containers/azure-webjobs-mine/blobs/lock");

            commands.clear();
            assertThat(nephelite("events", "--subject=azure-webjobs-mine")).isZero();
            assertThat(commands.out()).contains("containers/azure-webjobs-mine/blobs/lock");
        }

        @Test
        void changes_are_followed_from_a_certain_one_on() throws Exception {
            QueueClient queue = queue("followed");
            queue.create();
            PipedWriter told = new PipedWriter();
            try (PipedReader heard = new PipedReader(told);
                    java.io.BufferedReader lines = new java.io.BufferedReader(heard)) {
                Thread following = new Thread(() -> Main.commandLine()
                        .setOut(new PrintWriter(told, true))
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute(
                                "events",
                                "-f",
                                "--after=0",
                                "--type=MessageEnqueued",
                                "--subject=queues/followed/",
                                "-o=json",
                                "--location=" + folder.resolve("data")));
                following.setDaemon(true);
                following.start();
                queue.sendMessage("hello");

                JsonNode event = new ObjectMapper().readTree(lines.readLine());
                assertThat(event.get("type").asText()).isEqualTo("Nephelite.Queue.MessageEnqueued");
            }
        }
    }

    @Nested
    class Given_nothing_that_runs {
        @Test
        void a_folder_without_endpoints_is_named_with_the_remedy() {
            assertThat(commands.execute("logs", "--location=" + folder.resolve("elsewhere")))
                    .isEqualTo(8);

            assertThat(commands.err())
                    .startsWith("nephelite: Nothing runs here")
                    .contains("elsewhere", "nephelite start", "--url");
        }

        @Test
        void an_address_at_which_nobody_answers_is_named() {
            assertThat(commands.execute("functions", "--url=http://127.0.0.1:1"))
                    .isEqualTo(8);

            assertThat(commands.err()).contains("Nothing answers at http://127.0.0.1:1");
        }
    }

    private static com.azure.storage.blob.BlobServiceClient blobs() throws IOException {
        return new BlobServiceClientBuilder()
                .connectionString(program.connectionString())
                .buildClient();
    }

    private static QueueClient queue(String name) throws IOException {
        return new QueueClientBuilder()
                .connectionString(program.connectionString())
                .queueName(name)
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient();
    }
}
