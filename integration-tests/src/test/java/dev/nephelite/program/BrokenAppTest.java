package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with an app that cannot be loaded: it is not ready, says why once, and is ready when the app is corrected. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BrokenAppTest {
    private static final Map<String, String> AT_A_DESK = Map.of("CI", "");
    private static final String REASON = "host.json is not valid JSON";
    private static final String WAITING = "The function app could not be loaded: ";

    @TempDir
    private Path folder;

    private Path app;

    @BeforeEach
    void stage() throws IOException {
        app = ToldFunctions.stage(folder.resolve("app"));
        Files.writeString(app.resolve("host.json"), "{");
    }

    @Test
    void it_is_not_ready_until_the_app_is_corrected() throws Exception {
        try (Nephelite program = launch(AT_A_DESK)) {
            String waiting = program.awaitLine(line -> line.contains(WAITING));
            assertThat(waiting).contains(REASON).endsWith("; waiting for a change.");
            assertThat(program.output())
                    .noneMatch(line -> line.equals(Nephelite.READY) || line.contains("Functions:"))
                    .filteredOn(line -> line.contains(REASON))
                    .hasSize(1);

            Files.writeString(app.resolve("host.json"), "{\"version\":\"2.0\"}");
            program.awaitLine(line -> line.equals(Nephelite.READY));

            assertThat(program.output()).contains("  take: queueTrigger");
            assertThat(get(program.function() + "/api/greet/you").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void its_addresses_answer_503_with_the_reason_and_storage_works() throws Exception {
        try (Nephelite program = launch(AT_A_DESK)) {
            program.awaitLine(line -> line.contains(WAITING));

            for (String path : new String[] {"/", "/api/greet/you", "/runtime/webhooks/blobs"}) {
                HttpResponse<String> answer = get(program.function() + path);
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.body()).contains(REASON);
            }
            assertThat(get(program.function() + "/admin/host/status").body()).contains("\"state\":\"Error\"");
            assertThat(get(program.blob() + "?comp=list").headers().firstValue("Server"))
                    .hasValue("Nephelite-blob");
        }
    }

    @Test
    void commands_say_why_there_is_no_function() throws Exception {
        try (Nephelite program = launch(AT_A_DESK)) {
            program.awaitLine(line -> line.contains(WAITING));

            for (String[] command : new String[][] {{"functions"}, {"invoke", "greet"}}) {
                CommandRunner commands = new CommandRunner();

                assertThat(commands.executeAt(folder.resolve("data"), command)).isEqualTo(1);

                assertThat(commands.err().lines())
                        .singleElement(STRING)
                        .startsWith("nephelite: " + WAITING)
                        .contains(REASON);
            }
        }
    }

    @Test
    void with_JSON_logs_each_error_is_one_object() throws Exception {
        Path project = Files.createDirectories(folder.resolve("project/src/main/java"));
        Files.writeString(project.resolve("Web.java"), "class Web {");
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        Files.writeString(folder.resolve("project/mvnw"), "echo '[ERROR] no such parent'\nexit 1\n");
        app = folder.resolve("project");
        try (Nephelite program = launch(Map.of("CI", "true"), "--log-format=json")) {
            assertThat(program.await()).isEqualTo(7);

            assertThat(program.output())
                    .filteredOn(line -> line.contains("Error"))
                    .singleElement(STRING)
                    .contains("Maven failed in ", "no such parent", "Make this command succeed there");
        }
    }

    @Test
    void a_time_limit_ends_it_with_an_exit_code() throws Exception {
        try (Nephelite program = launch(AT_A_DESK, "--timeout=20")) {
            assertThat(program.await()).isEqualTo(9);
            assertThat(program.output())
                    .contains("nephelite: not ready after 20 seconds: the app could not be loaded, see above.")
                    .filteredOn(line -> line.contains(REASON))
                    .hasSize(1);
        }
    }

    @Test
    void continuous_integration_does_not_wait_for_somebody_to_correct_it() throws Exception {
        try (Nephelite program = launch(Map.of("CI", "true"))) {
            assertThat(program.await()).isEqualTo(7);
            assertThat(program.output())
                    .noneMatch(line -> line.contains(WAITING))
                    .filteredOn(line -> line.contains(REASON))
                    .singleElement(STRING)
                    .startsWith("nephelite: ");
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void an_app_that_is_offline_is_not_ready_until_it_is_back() throws Exception {
        Files.writeString(app.resolve("host.json"), "{\"version\":\"2.0\"}");
        Path page = Files.writeString(app.resolve("app_offline.htm"), "back soon");
        try (Nephelite program = launch(AT_A_DESK)) {
            program.awaitLine(line -> line.contains("the app is offline until app_offline.htm is removed."));

            Files.delete(page);

            program.awaitLine(line -> line.equals(Nephelite.READY));
        }
    }

    private Nephelite launch(Map<String, String> environment, String... options) throws IOException {
        String[] all = new String[options.length + 1];
        all[0] = app.toString();
        System.arraycopy(options, 0, all, 1, options.length);
        return Nephelite.launch(folder.resolve("data"), environment, all);
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
