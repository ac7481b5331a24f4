package dev.nephelite.function.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Functions that answer HTTP requests. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.staged("http"));
        }
    }

    @Nested
    class Given_the_project_as_it_is extends Promises {
        Given_the_project_as_it_is() {
            super(HostedApp.project("http"));
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

        @Test
        void greets_who_is_named_in_the_query_or_in_the_body() throws Exception {
            assertThat(app.get("/api/Greeting?name=Ada").body()).isEqualTo("Hello, Ada");
            assertThat(app.send("POST", "/api/Greeting", "Grace").body()).isEqualTo("Hello, Grace");
            assertThat(app.get("/api/Greeting").statusCode()).isEqualTo(400);
        }

        @Test
        void keeps_objects_under_routes_of_their_own() throws Exception {
            HttpResponse<String> created = app.send("PUT", "/api/products/tools/7", "{\"price\": 19.5}");

            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(created.headers().firstValue("Location"))
                    .contains(created.uri().toString());
            HttpResponse<String> found = app.get("/api/products/tools/7");
            assertThat(found.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            JsonNode product = new ObjectMapper().readTree(found.body());
            assertThat(product.path("category").asText()).isEqualTo("tools");
            assertThat(product.path("id").asInt()).isEqualTo(7);
            assertThat(product.path("price").asDouble()).isEqualTo(19.5);
        }

        @Test
        void finds_no_function_where_a_constraint_of_the_route_is_not_met() throws Exception {
            assertThat(app.get("/api/products/tools/seven").statusCode()).isEqualTo(404);
            assertThat(app.get("/api/products/42/7").statusCode()).isEqualTo(404);
        }

        @Test
        void fills_a_part_of_the_route_that_is_left_out() throws Exception {
            app.send("PUT", "/api/products/toys/1", "{\"price\": 3}");

            assertThat(app.get("/api/products/toys").body()).contains("\"id\": 1");
        }

        @Test
        void gets_a_picture_as_it_was_sent_and_says_once_what_Azure_would_do() throws Exception {
            byte[] picture = new byte[1000];
            new Random(7).nextBytes(picture);
            CRC32 checksum = new CRC32();
            checksum.update(picture);
            String wanted = "1000 bytes, " + Long.toHexString(checksum.getValue());

            assertThat(app.upload("PUT", "/api/files/a.jpg", "image/jpeg", picture)
                            .body())
                    .isEqualTo(wanted);
            assertThat(app.upload("PUT", "/api/files/b.png", "image/png", picture)
                            .body())
                    .isEqualTo(wanted);

            assertThat(app.warnings())
                    .filteredOn(line -> line.startsWith("Function 'Checksum' got the bytes"))
                    .singleElement()
                    .asString()
                    .contains("Content-Type: application/octet-stream");
        }

        @Test
        void answers_when_its_future_has_completed() throws Exception {
            HttpResponse<String> answer = app.send("POST", "/api/ChecksumLater", "123456789");

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("9 bytes, cbf43926");
            assertThat(app.warnings()).anyMatch(line -> line.startsWith("Function 'ChecksumLater' returns a"));
        }

        @Test
        void answers_by_the_most_specific_route_and_warns_that_Azure_would_not() throws Exception {
            assertThat(app.send("PUT", "/api/files/newest", "123456789").body()).startsWith("newest 9 bytes");

            assertThat(app.warnings())
                    .anyMatch(line -> line.startsWith("The route 'api/files/{name}' of function 'Checksum' overlaps")
                            && line.contains("'Checksum' would answer in place of 'NewestFile'"));
        }

        @Test
        void sees_all_values_of_a_query_parameter_and_the_last_of_them_by_its_name() throws Exception {
            assertThat(app.get("/api/Scopes?scopes=1&scopes=2").body()).isEqualTo("1,2 2");
        }

        @Test
        void takes_and_gives_plain_objects() throws Exception {
            String product = "{\"category\": \"tools\", \"id\": 7, \"price\": 5}";

            HttpResponse<String> answer = app.send("POST", "/api/Discount", product);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(new ObjectMapper().readTree(answer.body()).path("price").asDouble())
                    .isEqualTo(2.5);
        }
    }
}
