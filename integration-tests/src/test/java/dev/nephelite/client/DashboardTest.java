package dev.nephelite.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.program.Nephelite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tests in {@code integration-tests/dashboard}, which use the dashboard in Chromium. With {@code
 * -Dnephelite.screenshots=FOLDER}, they also make the pictures of the documentation.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DashboardTest {
    private static final NodeProject PROJECT =
            new NodeProject(Path.of("dashboard").toAbsolutePath());

    @TempDir
    private Path folder;

    @Test
    void the_sample_app_is_seen_from_the_upload_of_a_picture_to_its_record() throws Exception {
        runTests("photos.test.js", Nephelite.HOME.resolve("samples/photos/target/azure-functions/photos"));
    }

    @Test
    void a_function_is_repaired_and_run_again() throws Exception {
        runTests("orders.test.js", OrderFunctions.stage(folder.resolve("app")));
    }

    @Test
    void blobs_and_messages_are_read_and_changed() throws Exception {
        runTests("storage.test.js", OrderFunctions.stage(folder.resolve("app")));
    }

    @Test
    void a_token_is_asked_for_where_one_is_needed() throws Exception {
        runTests("token.test.js", OrderFunctions.stage(folder.resolve("app")), "--enable-auth");
    }

    private void runTests(String file, Path app, String... options) throws Exception {
        Program chromium = Program.require("chromium", PROJECT.folder(), Map.of());
        Map<String, String> settings = Map.of("SUMMARY_SCHEDULE", "0 0 0 1 1 *");
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(app.toString());
        try (Nephelite program = Nephelite.start(folder.resolve("data"), settings, arguments.toArray(String[]::new))) {
            Map<String, String> environment = new HashMap<>();
            environment.put("CHROMIUM", chromium.executable().toString());
            environment.put("NEPHELITE_CONTROL", program.control());
            environment.put("NEPHELITE_FUNCTIONS", program.function());
            environment.put("APP", app.toString());
            if (options.length > 0) {
                environment.put("TOKEN", program.controlToken());
            }
            String screenshots = System.getProperty("nephelite.screenshots");
            if (screenshots != null) {
                environment.put("SCREENSHOTS", screenshots);
            }

            String report = PROJECT.require(environment).run("--test", "--test-reporter=spec", file);

            assertThat(report).containsPattern("\\bpass [1-9]");
        }
    }
}
