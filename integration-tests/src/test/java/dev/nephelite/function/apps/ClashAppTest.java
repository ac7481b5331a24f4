package dev.nephelite.function.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** An app with a Jackson, a Gson, a Netty, a Guava and an SLF4J of its own, none of them in a version that we have. */
@DisabledIfSystemProperty(named = "nephelite.apps", matches = "few")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClashAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.staged("clash"));
        }
    }

    @Nested
    class Given_the_project_as_it_is extends Promises {
        Given_the_project_as_it_is() {
            super(HostedApp.project("clash"));
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class Promises {
        private final Path folder;
        private HostedApp app;

        Promises(Path folder) {
            this.folder = folder;
        }

        @BeforeAll
        void start() throws Exception {
            app = new HostedApp(folder);
        }

        @AfterAll
        void stop() {
            app.close();
        }

        private String get(String path) throws Exception {
            return app.get("/api/" + path).body().replaceAll("\\s+", "");
        }

        private String post(String path, String body) throws Exception {
            return app.send("POST", "/api/" + path, body).body().replaceAll("\\s+", "");
        }

        @Test
        void it_runs_with_the_versions_it_brings() throws Exception {
            assertThat(get("versions"))
                    .isEqualTo("{\"Gson\":\"gson-2.9.0.jar\",\"ImmutableList\":\"guava-32.1.3-jre.jar\","
                            + "\"LoggerFactory\":\"slf4j-api-1.7.36.jar\","
                            + "\"ObjectMapper\":\"jackson-databind-2.17.2.jar\","
                            + "\"Version\":\"netty-common-4.1.101.Final.jar\"}");
        }

        @Test
        void it_sees_no_class_no_resource_and_no_service_of_the_host() throws Exception {
            assertThat(get("strangers")).isEqualTo("[]");
        }

        @Test
        void its_values_are_read_and_written_by_its_own_Gson() throws Exception {
            assertThat(post("order", "{\"no\":7,\"details\":{\"a\":[1]}}"))
                    .isEqualTo("[{\"no\":7,\"details\":{\"a\":[1]}},{\"no\":8,\"details\":{\"a\":[1],\"seen\":true}}]");
            assertThat(post("document", "{\"inner\":{\"b\":2}}")).isEqualTo("{\"b\":2}");
        }

        @Test
        void whatever_asks_its_threads_for_a_class_loader_gets_its_own() throws Exception {
            assertThat(get("surroundings"))
                    .isEqualTo("{\"callback\":true,\"directory\":\"foundorders\",\"function\":true,"
                            + "\"services\":[\"hello\"],\"staticinitialiser\":true}");
        }
    }
}
