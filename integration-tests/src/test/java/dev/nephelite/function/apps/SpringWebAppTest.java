package dev.nephelite.function.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A web application of Spring's, by the web adapter of Spring Cloud Function, whose jar has the only function. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SpringWebAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.staged("springweb"));
        }
    }

    @Nested
    class Given_the_project_as_it_is extends Promises {
        Given_the_project_as_it_is() {
            super(HostedApp.project("springweb"));
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class Promises {
        private static final String ADAPTER = "/api/AzureWebAdapter";

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

        @Test
        void the_path_and_the_query_reach_the_controller() throws Exception {
            HttpResponse<String> response = app.get(ADAPTER + "/people/Ann%20Lee/greeting?word=Good%20day");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(response.body()).isEqualTo("{\"greeting\":\"Good day, Ann Lee!\"}");
        }

        @Test
        void the_body_reaches_the_controller_and_its_status_and_headers_come_back() throws Exception {
            byte[] person = "{\"name\":\"Zoe\"}".getBytes(StandardCharsets.UTF_8);

            HttpResponse<String> response = app.upload("POST", ADAPTER + "/people", "application/json", person);

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.headers().firstValue("Location")).hasValue("/people/Zoe");
            assertThat(response.body()).isEqualTo("{\"greeting\":\"Welcome, Zoe\"}");
        }

        @Test
        void a_path_without_a_controller_is_not_found() throws Exception {
            assertThat(app.get(ADAPTER + "/nobody").statusCode()).isEqualTo(404);
        }
    }
}
