package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.nephelite.testing.StagedApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start with an app writes to standard error, and that its functions find their settings however it is started. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StandardErrorTest {
    private static final String TRIGGER = """
            {"type": "httpTrigger", "direction": "in", "name": "name", "authLevel": "anonymous"},
            {"type": "http", "direction": "out", "name": "$return"}""";

    @TempDir
    private Path folder;

    /** Writes to standard error in the ways in which apps do, and returns one of their settings. */
    public static final class NoisyFunctions {
        public String setting(
                @HttpTrigger(name = "name", methods = HttpMethod.GET, authLevel = AuthorizationLevel.ANONYMOUS)
                        String body) {
            System.err.println("printed by the app");
            Logger.getLogger("com.example.app").warning("logged by the app");
            return System.getenv("GREETING");
        }
    }

    @Test
    void every_line_is_JSON_where_that_is_wanted() throws Exception {
        try (Nephelite program = start("--log-format=json", "--loose", "--verbose")) {
            call(program);
            program.awaitLine(line -> line.contains("printed by the app"));
            program.awaitLine(line -> line.contains("Executed 'Functions.setting'"));
            program.signal("INT");
            program.await();

            List<String> results = List.of(
                    "Blob",
                    "Queue",
                    "Data",
                    "Dashboard",
                    "Control",
                    "Conn",
                    "  Default",
                    "Functions:",
                    "  setting",
                    "Neph");
            List<String> errors = program.output().stream()
                    .filter(line -> !line.isEmpty() && results.stream().noneMatch(line::startsWith))
                    .toList();
            assertThat(errors)
                    .allSatisfy(StandardErrorTest::requireJson)
                    .anyMatch(line -> line.contains("--loose has no effect"))
                    .anyMatch(line -> line.contains("logged by the app") && line.contains("com.example.app"))
                    .anyMatch(line -> line.contains("stopping"));
        }
    }

    @Test
    void stopping_is_one_line() throws Exception {
        try (Nephelite program = start()) {
            int before = program.output().size();
            program.signal("INT");
            program.await();

            List<String> output = program.output();
            assertThat(output.subList(before, output.size()))
                    .containsExactly("nephelite: stopping; Ctrl-C again to end at once");
        }
    }

    @Test
    void a_debugged_function_finds_its_settings() throws Exception {
        try (Nephelite program = start("--debug=0")) {
            assertThat(call(program)).isEqualTo("hello");
        }
    }

    private Nephelite start(String... options) throws Exception {
        Path app = folder.resolve("app");
        new StagedApp(app, NoisyFunctions.class, Map.of("GREETING", "hello")).function("setting", "setting", TRIGGER);
        String[] all = new String[options.length + 1];
        all[0] = app.toString();
        System.arraycopy(options, 0, all, 1, options.length);
        return Nephelite.start(folder.resolve("data"), Map.of(), all);
    }

    private static String call(Nephelite program) throws Exception {
        URI url = URI.create(program.function() + "/api/setting");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
    }

    private static void requireJson(String line) {
        try {
            assertThat(new ObjectMapper().readTree(line).get("message").asText())
                    .as(line)
                    .isNotEmpty();
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(line, noJson);
        }
    }
}
