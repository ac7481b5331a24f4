package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.admin.HostControl.HostState;
import dev.nephelite.function.run.OutputDifference;
import dev.nephelite.function.run.OutputDifference.Change;
import dev.nephelite.function.run.RerunOptions;
import dev.nephelite.function.run.RerunReport;
import dev.nephelite.function.run.RunFilter;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Outcome;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HotReloadTest {
    private static final String HOST_JSON = "{\"version\": \"2.0\"}";
    private static final String KEPT = "the previous version keeps running";

    @TempDir
    private Path work = Path.of("");

    private ChangingApp app;

    @BeforeEach
    void make_an_app() throws IOException {
        app = new ChangingApp(work);
        app.write("host.json", HOST_JSON);
        app.function("Web", "one");
    }

    @AfterEach
    void close() {
        System.getProperties().remove(ChangingApp.GATE);
        app.close();
    }

    @Nested
    class Given_a_jar {
        @BeforeEach
        void run() {
            app.jar();
            app.start(Map.of());
        }

        @Test
        void one_written_over_it_takes_over_and_no_request_fails() {
            app.function("Web", "two");
            app.jar();

            app.awaitAnswer("/api/Web", "two", "one");
        }

        @Test
        void one_moved_into_its_place_takes_over() throws IOException {
            Path ready = Files.move(app.folder.resolve("app.jar"), work.resolve("ready.jar"));
            app.function("Web", "two");
            app.jar();
            Files.move(app.folder.resolve("app.jar"), ready, StandardCopyOption.REPLACE_EXISTING);

            Files.move(ready, app.folder.resolve("app.jar"));

            app.awaitAnswer("/api/Web", "two", "one");
        }

        @Test
        void requests_in_flight_end_on_the_old_code_while_others_run_the_new_code() throws Exception {
            CountDownLatch gate = new CountDownLatch(1);
            System.getProperties().put(ChangingApp.GATE, gate);
            CompletableFuture<HttpResponse<String>> early = app.getLater("/api/Web");
            app.log.await("waiting");
            System.getProperties().remove(ChangingApp.GATE);

            app.function("Web", "two");
            app.jar();
            app.awaitAnswer("/api/Web", "two", "one");
            gate.countDown();

            assertThat(early.join().body()).isEqualTo("one");
        }

        @Test
        void half_of_one_leaves_the_old_one_running_until_the_rest_has_come() throws Exception {
            app.function("Web", "two");
            app.jar();
            app.awaitAnswer("/api/Web", "two", "one");
            byte[] whole = Files.readAllBytes(app.folder.resolve("app.jar"));

            Files.write(app.folder.resolve("app.jar"), Arrays.copyOf(whole, whole.length / 2));
            app.log.await(KEPT);
            assertThat(app.get("/api/Web").body()).isEqualTo("two");
            app.function("Web", "three");
            app.jar();

            app.awaitAnswer("/api/Web", "three", "two");
        }
    }

    @Nested
    class Given_the_classes_of_a_project {
        @BeforeEach
        void run() throws IOException {
            app.project();
            app.classes();
            app.start(Map.of());
        }

        @Test
        void a_changed_class_takes_over() throws IOException {
            app.function("Web", "two");
            app.classes();

            app.awaitAnswer("/api/Web", "two", "one");
        }

        @Test
        void a_run_that_has_failed_is_repeated_with_the_corrected_class() throws Exception {
            app.function("Web", "\" + Integer.parseInt(\"x\") + \"");
            app.classes();
            app.awaitAnswer("/api/Web", "500", "one");
            RunSummary failed = app.host()
                    .runs()
                    .newest(new RunFilter("Web", true, null, null), 1)
                    .get(0);
            app.function("Web", "two");
            app.classes();
            app.awaitAnswer("/api/Web", "two", "500");

            RerunReport report = app.host()
                    .rerun(app.host().runs().find(failed.id()).orElseThrow(), RerunOptions.DEFAULT, null)
                    .join();

            assertThat(report.first().error()).isEqualTo("NumberFormatException: For input string: \"x\"");
            assertThat(report.run().outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(report.outputs())
                    .containsExactly(new OutputDifference("$return", Change.ADDED, List.of("+ two")));
        }

        @Test
        void functions_come_and_go() throws Exception {
            app.function("Other", "other");
            app.classes();
            app.awaitAnswer("/api/Other", "other", "404");
            app.log.await("information Function.Other: Function 'Other' has been added: "
                    + app.host().url() + "/api/Other");

            app.delete("target/classes/app/Other.class");

            app.awaitAnswer("/api/Other", "404", "other");
        }

        @Test
        void a_class_that_becomes_too_new_for_this_JVM_is_an_error_until_it_is_compiled_again() throws Exception {
            app.function("Other", "other");
            app.classes();
            app.awaitAnswer("/api/Other", "other", "404");
            Path file = app.folder.resolve("target/classes/app/Other.class");
            byte[] content = Files.readAllBytes(file);
            byte[] newer = content.clone();
            newer[7] = 99;

            Files.write(file, newer);
            app.awaitAnswer("/api/Other", "404", "other");
            app.log.await("The following function is in error:\nOther: app.Other was built for Java 55");
            assertThat(app.get("/api/Other").body())
                    .startsWith(
                            "No function has this route, or one that cannot be read has it. Other: app.Other was built"
                                    + " for Java 55");
            Files.write(file, content);

            app.awaitAnswer("/api/Other", "other", "404");
            app.log.await("information Function.Other: Function 'Other' runs now: ");
        }

        @Test
        void what_is_cleaned_goes_on_until_it_is_compiled_again() throws Exception {
            app.delete("target");
            app.log.await(KEPT);
            app.awaitAnswer("/api/Web", "one", "one");
            app.function("Web", "two");
            app.classes();

            app.awaitAnswer("/api/Web", "two", "one");
        }

        @Test
        void aBuildThatHasRemovedClasses_isWaitedForWithoutAnError() throws Exception {
            app.write("src/main/java/app/Web.java", "the source");
            app.delete("target/classes/app");
            app.log.await("information Host.Startup: A build has deleted Web");
            app.awaitAnswer("/api/Web", "one", "one");

            app.function("Web", "two");
            app.classes();

            app.awaitAnswer("/api/Web", "two", "one");
            assertThat(app.log.lines()).noneMatch(line -> line.startsWith("error") || line.contains(KEPT));
        }

        @Test
        void aFunctionWhoseSourceIsGoneToo_isGone() throws Exception {
            app.function("Other", "other");
            app.classes();
            app.awaitAnswer("/api/Other", "other", "404");
            app.write("src/main/java/app/Web.java", "the source");

            app.delete("target/classes/app/Other.class");

            app.awaitAnswer("/api/Other", "404", "other");
        }

        @Test
        void a_link_to_other_classes_is_followed() throws Exception {
            Path classes = app.folder.resolve("target/classes");
            Path elsewhere = Files.move(classes, work.resolve("elsewhere"));
            Files.createSymbolicLink(classes, elsewhere);
            app.function("Web", "two");
            app.classes();
            app.awaitAnswer("/api/Web", "two", "one");

            app.function("Web", "three");
            app.classes();

            app.awaitAnswer("/api/Web", "three", "two");
        }
    }

    @Nested
    class Given_staged_functions {
        private static final String FUNCTION_JSON = """
                {"scriptFile": "../app.jar", "entryPoint": "app.Web.run", "bindings": [
                    {"type": "httpTrigger", "direction": "in", "name": "request", "route": "%s"},
                    {"type": "http", "direction": "out", "name": "$return"}]}
                """;

        @BeforeEach
        void run() throws IOException {
            app.jar();
            app.write("web/function.json", FUNCTION_JSON.formatted("first"));
            app.start(Map.of());
        }

        @Test
        void a_changed_function_json_takes_effect() throws IOException {
            app.write("web/function.json", FUNCTION_JSON.formatted("second"));

            app.awaitAnswer("/api/second", "one", "404");
        }

        @Test
        void an_error_is_logged_once_and_not_by_every_reload() throws Exception {
            app.write("lost/function.json", "{}");
            app.log.await("The following function is in error:\nlost: ");
            app.write("web/function.json", FUNCTION_JSON.formatted("second"));
            app.awaitAnswer("/api/second", "one", "404");
            app.write("gone/function.json", "{}");
            app.log.await("The following function is in error:\ngone: ");

            assertThat(app.log.lines())
                    .filteredOn(line -> line.contains("lost: "))
                    .hasSize(1);
        }

        @Test
        void a_new_folder_is_a_new_function_and_a_deleted_one_is_none() throws IOException {
            app.write("more/function.json", FUNCTION_JSON.formatted("more"));
            app.awaitAnswer("/api/more", "one", "404");

            app.delete("more");

            app.awaitAnswer("/api/more", "404", "one");
            assertThat(app.get("/api/first").body()).isEqualTo("one");
        }

        @Test
        void a_changed_host_json_takes_effect_and_a_broken_one_does_not() throws Exception {
            app.write("host.json", "{");
            app.log.await(KEPT);
            assertThat(app.get("/api/first").statusCode()).isEqualTo(200);

            app.write("host.json", "{\"version\":\"2.0\",\"extensions\":{\"http\":{\"routePrefix\":\"v2\"}}}");

            app.awaitAnswer("/v2/first", "one", "404");
        }

        @Test
        void a_changed_setting_takes_effect() throws IOException {
            String settings = "{\"IsEncrypted\":false,\"Values\":"
                    + "{\"AzureFunctionsJobHost__extensions__http__routePrefix\":\"v3\"}}";
            app.write("local.settings.json", settings);

            app.awaitAnswer("/v3/first", "one", "404");
        }

        @Test
        void the_app_is_offline_as_long_as_its_page_is_there() throws IOException {
            app.write("app_offline.htm", "<p>back soon</p>");
            app.awaitAnswer("/api/first", "503", "one");
            assertThat(app.get("/admin/nephelite/functions").body())
                    .isEqualTo("The app is offline until app_offline.htm is removed.\n");
            HttpResponse<String> away = app.get("/api/first");
            assertThat(away.body()).isEqualTo("<p>back soon</p>");
            assertThat(away.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(app.get("/admin/host/status").body()).contains("\"state\":\"Offline\"");
            assertThat(app.host().why("first", null).verdict())
                    .isEqualTo("No function runs, because the app is offline.");

            app.delete("app_offline.htm");

            app.awaitAnswer("/api/first", "one", "503");
        }
    }

    @Nested
    class Given_files_the_host_is_to_watch {
        private static final String WATCH =
                "{\"version\":\"2.0\",\"watchFiles\":[\"rules.txt\"],\"watchDirectories\":[\"shared\"]}";

        @BeforeEach
        void run() throws IOException {
            app.write("host.json", WATCH);
            app.write("conf/rules.txt", "a");
            app.jar();
            app.start(Map.of());
        }

        @Test
        void a_change_of_one_makes_it_start_again() throws Exception {
            app.write("conf/rules.txt", "bb");

            app.log.await("loaded again");
        }

        @Test
        void a_change_in_a_folder_that_was_not_there_does_so_too() throws Exception {
            app.write("shared/deep/anything", "a");

            app.log.await("loaded again");
        }
    }

    @Nested
    class Given_an_app_that_cannot_be_loaded {
        private static final String COMPILER_ERROR = "src/main/java/app/Web.java:1: class expected";

        /** A Maven that compiles nothing, but tells a source that it likes from one that it does not. */
        private static final String MAVEN = """
                echo run >> "%1$s/runs"
                if grep -q broken "%1$s/src/main/java/app/Web.java"; then
                    echo '[ERROR] %1$s/src/main/java/app/Web.java:[1,1] class expected'
                    exit 1
                fi
                mkdir -p "%1$s/target/classes"
                cp -r "%2$s/." "%1$s/target/classes"
                for argument in "$@"; do
                    case "$argument" in -Dmdep.outputFile=*) : > "${argument#*=}" ;; esac
                done
                """;

        @Test
        @DisabledOnOs(OS.WINDOWS)
        void aSourceThatIsMendedAfterAFailedCompilation_isCompiledOnceAndRuns() throws Exception {
            app.write("pom.xml", "<project/>");
            app.write("mvnw", MAVEN.formatted(app.folder, work.resolve("compiled")));
            app.write("src/main/java/app/Web.java", "broken");
            app.start(Map.of());
            assertThat(app.host().loadFailure()).hasValueSatisfying(reason -> assertThat(reason)
                    .hasMessage("app does not compile: " + COMPILER_ERROR));
            assertThat(app.get("/api/Web").body()).isEqualTo("app does not compile: " + COMPILER_ERROR + "\n");
            assertThat(app.get("/admin/nephelite/functions").statusCode()).isEqualTo(503);
            assertThat(app.get("/admin/nephelite/functions").body()).contains(COMPILER_ERROR);

            app.write("src/main/java/app/Web.java", "mended");

            app.awaitAnswer("/api/Web", "one", "503");
            app.host().loaded().join();
            assertThat(app.folder.resolve("runs")).hasContent("run\nrun");
            assertThat(app.host().state()).isEqualTo(HostState.RUNNING);
        }

        @Test
        void the_host_says_so_and_waits_until_it_can() throws IOException {
            app.jar();
            app.write("host.json", "{\"version\": \"1.0\"}");
            app.start(Map.of());
            assertThat(app.host().state()).isEqualTo(HostState.ERROR);
            assertThat(app.get("/admin/host/status").body())
                    .contains("\"state\":\"Error\"")
                    .contains("'version' is '1.0'");
            assertThat(app.get("/api/Web").statusCode()).isEqualTo(503);
            assertThat(app.get("/api/Web").body()).contains("'version' is '1.0'");
            assertThat(app.host().loaded()).isNotDone();
            Explanation explanation = app.host().why("Web", null);
            assertThat(explanation.facts()).extracting(Fact::kind).containsExactly(Fact.Kind.APP_NOT_LOADED);
            assertThat(explanation.verdict())
                    .startsWith("No function runs, because the app cannot be loaded. ")
                    .contains("'version' is '1.0'");

            app.write("host.json", HOST_JSON);

            app.awaitAnswer("/api/Web", "one", "503");
            app.host().loaded().join();
            assertThat(app.host().loadFailure()).isEmpty();
            assertThat(app.host().state()).isEqualTo(HostState.RUNNING);
        }
    }
}
