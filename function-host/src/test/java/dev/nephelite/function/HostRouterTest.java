package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to answer, as clients see it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostRouterTest {
    private static final String PAGE = "http://localhost:3000";

    @TempDir
    private Path folder = Path.of("");

    private WebHost start(String hostJson, LocalHttp http) throws IOException {
        Files.writeString(folder.resolve("host.json"), hostJson);
        App app = WebHost.app(folder, Map.of());
        return new WebHost(app.withLocalHttp(http));
    }

    @Nested
    class Given_a_prefix_of_routes {
        private WebHost web;

        @BeforeEach
        void start() throws IOException {
            web = HostRouterTest.this.start("{\"version\":\"2.0\"}", LocalHttp.UNSPECIFIED);
        }

        @AfterEach
        void close() {
            web.close();
        }

        @Test
        void the_root_is_the_homepage() throws Exception {
            HttpResponse<String> home = web.get("/");

            assertThat(home.statusCode()).isEqualTo(200);
            assertThat(home.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(web.get("/api").body()).isEqualTo("my own home");
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "OPTIONS", "DELETE"})
        void nobody_answers_the_root_but_to_look_at_it(String method) throws Exception {
            HttpResponse<String> response = web.send(web.to("/").method(method, BodyPublishers.noBody()));

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "PUT,     /api/echo/7",
            "DELETE,  /api/echo",
            "OPTIONS, /api/echo",
            "GET,     /api/echo/seven",
            "GET,     /api/echo/7/8",
            "GET,     /echo",
            "GET,     //api/echo",
            "GET,     /API/echoes"
        })
        void what_no_route_takes_is_not_there_and_no_method_is_recommended(String method, String path)
                throws Exception {
            String answer = web.exchange(method + " " + path + " HTTP/1.1\r\n");

            assertThat(answer)
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContain("Allow")
                    .endsWith("\r\n\r\n");
        }

        @ParameterizedTest
        @CsvSource({"GET, /API/Echo/7", "GET, /api/echo/7/", "GET, /api/echo", "HEAD, /api/echo"})
        void what_a_route_takes_is_answered(String method, String path) throws Exception {
            assertThat(web.exchange(method + " " + path + " HTTP/1.1\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void without_a_prefix_the_root_may_be_a_function() throws Exception {
        String hostJson = "{\"version\":\"2.0\",\"extensions\":{\"http\":{\"routePrefix\":\"\"}}}";
        try (WebHost web = start(hostJson, LocalHttp.UNSPECIFIED)) {
            assertThat(web.get("/").body()).isEqualTo("my own home");
            assertThat(web.get("/admin/host/ping").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class Given_an_origin_whose_pages_may_come {
        private WebHost web;

        @BeforeEach
        void start() throws IOException {
            web = HostRouterTest.this.start(
                    "{\"version\":\"2.0\"}", LocalHttp.UNSPECIFIED.withCors(List.of(PAGE), true));
        }

        @AfterEach
        void close() {
            web.close();
        }

        private HttpRequest.Builder question(String path) {
            return web.to(path)
                    .header("Origin", PAGE)
                    .header("Access-Control-Request-Method", "PUT")
                    .header("Access-Control-Request-Headers", "x-color,x-shape")
                    .method("OPTIONS", BodyPublishers.noBody());
        }

        @ParameterizedTest
        @ValueSource(strings = {"/api/echo", "/api/silent", "/api/unknown"})
        void a_browser_that_asks_is_answered_before_any_function(String path) throws Exception {
            HttpResponse<String> answer = web.send(question(path));

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(PAGE);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .hasValue("true");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Methods"))
                    .hasValue("PUT");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                    .hasValue("x-color,x-shape");
            assertThat(web.log.lines()).noneMatch(line -> line.contains("Executing"));
        }

        @ParameterizedTest
        @CsvSource({"/api/echo, 200", "/api/fail, 500", "/api/unknown, 404"})
        void its_pages_see_every_answer(String path, int status) throws Exception {
            HttpResponse<String> answer = web.send(web.to(path).header("Origin", PAGE));

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(PAGE);
            assertThat(answer.headers().firstValue("Vary")).hasValue("Origin");
        }

        @Test
        void other_pages_see_none() throws Exception {
            HttpResponse<String> answer = web.send(web.to("/api/echo").header("Origin", "http://localhost:4000"));

            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }
}
