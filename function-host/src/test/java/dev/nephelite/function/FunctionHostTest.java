package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionList.HostedBinding;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FunctionHostTest {
    private static final String PLAIN_HOST_JSON = "{\"version\":\"2.0\"}";

    @TempDir
    private Path folder = Path.of("");

    @Nested
    class Given_a_web_app {
        private WebHost web;

        @BeforeEach
        void start() throws IOException {
            web = WebHost.start(folder, PLAIN_HOST_JSON, Map.of());
        }

        @AfterEach
        void close() {
            web.close();
        }

        @Test
        void a_request_reaches_its_function_whole() throws Exception {
            HttpResponse<String> response = web.send(
                    web.to("/api/echo/7?q=a%20b&q=c").header("X-Color", "red").POST(BodyPublishers.ofString("grün")));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("POST q=a%20b&q=c id=7 query={q=a b,c} color=red body=grün");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
            assertThat(response.headers().allValues("Set-Cookie")).containsExactlyInAnyOrder("a=1", "b=2");
        }

        @Test
        void a_percent_sign_that_begins_no_escape_stands_for_itself() throws Exception {
            assertThat(web.exchange("GET /api/echo?q=100%&r=%zz HTTP/1.1\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("GET q=100%25&r=%25zz id=null query={q=100%, r=%zz}");
        }

        @Test
        void a_body_without_an_announced_length_arrives() throws Exception {
            byte[] content = "in pieces".getBytes(StandardCharsets.UTF_8);

            HttpResponse<String> response = web.send(
                    web.to("/api/echo").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content))));

            assertThat(response.body()).endsWith("id=null query={} color=null body=in pieces");
        }

        @Test
        void bytes_arrive_as_they_are() throws Exception {
            HttpResponse<String> response = web.send(web.to("/api/measure")
                    .header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofByteArray(new byte[] {-1, -2, -3})));

            assertThat(response.body()).isEqualTo("bytes 3");
        }

        @Test
        void an_object_is_answered_as_an_indented_document() throws Exception {
            HttpResponse<String> response = web.post("/api/order", "{\"fruit\":\"apple\",\"count\":5}");

            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.body()).isEqualTo("{\n  \"fruit\": \"apple\",\n  \"count\": 5\n}");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        }

        @ParameterizedTest
        @CsvSource({
            "GET,    /api/silent,     204",
            "GET,    /api/named,      202",
            "DELETE, /api/named,      202",
            "HEAD,   /api/echo,       200",
            "PUT,    /api/echo,       404",
            "OPTIONS,/api/echo,       404",
            "GET,    /api/echo/seven, 404",
            "GET,    /api/unknown,    404",
            "GET,    /unknown,        404",
            "HEAD,   /api/fail,       500",
            "HEAD,   /api/smuggle,    500",
            "GET,    /runtime/x,      404"
        })
        void an_answer_without_a_body_has_the_right_status(String method, String path, int status) throws Exception {
            String response = web.exchange(method + " " + path + " HTTP/1.1\r\n");

            assertThat(response).startsWith("HTTP/1.1 " + status + " ").endsWith("\r\n\r\n");
        }

        @Test
        void a_body_larger_than_100_MiB_is_refused_before_it_is_sent() throws Exception {
            String response = web.exchange("POST /api/echo HTTP/1.1\r\nContent-Length: 104857601\r\n");

            assertThat(response).startsWith("HTTP/1.1 413 ");
        }

        @Test
        void aFailure_isInTheLogAndInTheBodyWithTheFramesOfTheApp() throws Exception {
            HttpResponse<String> response = web.get("/api/fail");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
            assertThat(response.body())
                    .startsWith("java.lang.IllegalStateException: no apples\n\tat ")
                    .contains("WebFunctions.fail(")
                    .doesNotContain("reflect");
            assertThat(web.log.lines())
                    .anyMatch(line -> line.matches("(?s)error Function.fail: Executed 'Functions.fail' \\(Failed, Id=.*"
                            + "java.lang.IllegalStateException: no apples\n\tat .*WebFunctions.fail.*"));
        }

        @Test
        void aFailure_hasAnEmptyBodyOutsideOfDevelopment() throws Exception {
            Map<String, String> settings = Map.of("AZURE_FUNCTIONS_ENVIRONMENT", "Production");
            try (WebHost production = WebHost.start(folder, PLAIN_HOST_JSON, settings)) {
                HttpResponse<String> response = production.get("/api/fail");

                assertThat(response.statusCode()).isEqualTo(500);
                assertThat(response.body()).isEmpty();
            }
        }

        @Test
        void what_a_function_logs_is_in_the_log() throws Exception {
            web.get("/api/echo");

            assertThat(web.log.lines()).contains("information Function.echo.User: echoing");
        }

        @Test
        void functions_are_listed_with_their_addresses() {
            assertThat(web.host.functions())
                    .filteredOn(HostedFunction::name, "echo")
                    .containsExactly(new HostedFunction(
                            "echo",
                            "httpTrigger",
                            List.of("GET", "POST", "HEAD"),
                            web.host.url() + "/api/echo/{id:int?}",
                            null,
                            List.of(new HostedBinding("http", "out", null)),
                            WebFunctions.class.getName() + ".echo",
                            false,
                            List.of()));
        }

        @Test
        void a_function_in_error_is_listed_and_the_others_run() {
            assertThat(web.host.errors())
                    .extracting(FunctionError::function, FunctionError::message)
                    .satisfiesExactlyInAnyOrder(
                            error -> assertThat(error.toList().toString())
                                    .contains("cosmic, cosmosDB is not supported here, so this function does not run."),
                            error -> assertThat(error.toList().toString())
                                    .contains("twin, The route specified conflicts with the route defined by function"
                                            + " 'silent'."));
            assertThat(web.log.lines())
                    .anyMatch(line -> line.startsWith("error Host.Startup: The following 2 functions are in error:\n"));
        }

        @Test
        void a_404_of_a_function_in_error_says_why_it_cannot_run() throws Exception {
            HttpResponse<String> response = web.get("/api/cosmic");

            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
            assertThat(response.body())
                    .startsWith("Function 'cosmic' cannot run. ")
                    .contains("cosmosDB is not supported here");
            assertThat(web.exchange("HEAD /api/cosmic HTTP/1.1\r\n"))
                    .startsWith("HTTP/1.1 404 ")
                    .endsWith("\r\n\r\n");
        }

        @Test
        void the_homepage_leads_to_the_functions() throws Exception {
            HttpResponse<String> response = web.get("/");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(response.body())
                    .contains("<a href=\"" + web.host.url() + "/api/silent\">")
                    .contains("cosmosDB is not supported here");
        }

        @Test
        void an_app_without_storage_is_told_which_it_uses() {
            assertThat(web.log.lines())
                    .contains("information Host.Startup: AzureWebJobsStorage is not set; this host uses"
                            + " UseDevelopmentStorage=true.");
        }

        @Test
        void another_host_cannot_have_the_same_port() {
            try (SystemClock clock = new SystemClock();
                    FunctionHost other = new FunctionHost(HostOptions.builder(
                                    TestApp.loader(TestApp.of(folder, Map.of())),
                                    Clocks.single(clock),
                                    RandomIds.unseeded())
                            .address(ServerAddress.plain("127.0.0.1", web.port()))
                            .log(new RecordedLog())
                            .build())) {
                assertThatExceptionOfType(UncheckedIOException.class)
                        .isThrownBy(other::start)
                        .withCauseInstanceOf(BindException.class);
            }
        }
    }

    @Nested
    class Given_a_host_that_closes {
        private final CountDownLatch gate = new CountDownLatch(1);

        @AfterEach
        void take_the_gate_away() {
            System.getProperties().remove(WebFunctions.GATE);
        }

        @Test
        void a_function_that_runs_may_end_and_its_client_gets_the_answer() throws Exception {
            System.getProperties().put(WebFunctions.GATE, gate);
            WebHost web = WebHost.start(folder, PLAIN_HOST_JSON, Map.of());
            CompletableFuture<HttpResponse<String>> answer = web.sendAsync(web.to("/api/wait"));
            web.log.await("Function.wait.User: waiting");

            CompletableFuture<Void> closed = CompletableFuture.runAsync(web::close);
            Await.until(
                    "the host takes no more requests",
                    () -> web.get("/api/silent").statusCode(),
                    status -> status == 503);
            gate.countDown();

            closed.join();
            assertThat(answer.join().body()).isEqualTo("done");
        }

        @Test
        void its_port_is_free_afterwards() throws Exception {
            WebHost web = WebHost.start(folder, PLAIN_HOST_JSON, Map.of());
            HttpRequest.Builder address = web.to("/");

            web.close();

            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> web.send(address));
        }
    }

    @Nested
    class Given_settings_of_the_host {
        @Test
        void the_prefix_of_routes_may_be_empty_and_every_answer_bears_the_custom_headers() throws Exception {
            String hostJson = "{\"version\":\"2.0\",\"extensions\":{\"http\":{\"routePrefix\":\"\","
                    + "\"customHeaders\":{\"X-Content-Type-Options\":\"nosniff\",\"Set-Cookie\":\"never\"}}}}";
            try (WebHost web = WebHost.start(folder, hostJson, Map.of())) {
                HttpResponse<String> response = web.get("/echo");

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("X-Content-Type-Options"))
                        .hasValue("nosniff");
                assertThat(response.headers().allValues("Set-Cookie")).containsExactlyInAnyOrder("a=1", "b=2");
                assertThat(web.get("/api/echo").headers().firstValue("X-Content-Type-Options"))
                        .hasValue("nosniff");
            }
        }

        @Test
        void the_homepage_may_be_left_out() throws Exception {
            try (WebHost web = WebHost.start(folder, PLAIN_HOST_JSON, Map.of("AzureWebJobsDisableHomepage", "true"))) {
                assertThat(web.get("/").statusCode()).isEqualTo(204);
            }
        }
    }

    @Test
    void a_disabled_function_is_listed_last_and_served_to_who_may_do_everything() throws Exception {
        App app = WebHost.app(folder, Map.of());
        FunctionDefinition silent = app.function("silent").orElseThrow();
        FunctionDefinition disabled =
                new FunctionDefinition("asleep", silent.entryPoint(), silent.bindings(), true, null, null);
        App alone = new App(
                app.root(),
                app.host(),
                app.settings(),
                app.localHttp(),
                List.of(disabled, silent),
                app.code(),
                List.of());

        try (WebHost web = new WebHost(alone)) {
            assertThat(web.host.functions()).extracting(HostedFunction::name).containsExactly("silent", "asleep");
            assertThat(web.get("/api/silent").statusCode()).isEqualTo(204);
            assertThat(web.get("/api/asleep").statusCode()).isEqualTo(204);
            assertThat(web.post("/admin/functions/asleep", "{}").statusCode()).isEqualTo(202);
        }
    }
}
