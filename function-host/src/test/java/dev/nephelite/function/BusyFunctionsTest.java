package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/** What happens to clients while functions take their time. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BusyFunctionsTest {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    @TempDir
    private Path folder = Path.of("");

    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void close_the_gate() {
        System.getProperties().put(WebFunctions.GATE, gate);
    }

    @AfterEach
    void take_the_gate_away() {
        gate.countDown();
        System.getProperties().remove(WebFunctions.GATE);
    }

    private WebHost start(String http) throws IOException {
        return WebHost.start(folder, "{\"version\":\"2.0\",\"extensions\":{\"http\":{" + http + "}}}", Map.of());
    }

    private static List<CompletableFuture<HttpResponse<String>>> call(WebHost web, int times) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(web.sendAsync(web.to("/api/wait")));
        }
        return answers;
    }

    private static void awaitRunning(WebHost web, int count) {
        Await.until(count + " functions wait", () -> running(web), running -> running == count);
    }

    private static long running(WebHost web) {
        return web.log.lines().stream()
                .filter(line -> line.endsWith(": waiting"))
                .count();
    }

    @Test
    void five_hundred_that_wait_keep_nobody_from_being_answered() throws Exception {
        try (WebHost web = start("")) {
            List<CompletableFuture<HttpResponse<String>>> answers = call(web, 500);
            awaitRunning(web, 500);

            assertThat(web.get("/api/silent").statusCode()).isEqualTo(204);
            gate.countDown();
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("done"));
        }
    }

    @Test
    void a_client_that_goes_away_takes_nothing_with_it_and_leaves_nothing_behind() throws Exception {
        try (WebHost web = start("\"maxOutstandingRequests\":1")) {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
                String request = "GET /api/wait HTTP/1.1\r\nHost: localhost\r\n\r\n";
                client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                web.log.await("Function.wait.User: waiting");
            }

            gate.countDown();

            web.log.await("Executed 'Functions.wait' (Succeeded");
            Await.until("another request is taken", () -> web.get("/api/silent").statusCode(), status -> status != 429);
            assertThat(CompletableFuture.runAsync(web::close)).succeedsWithin(HANG_LIMIT);
        }
    }

    @Nested
    class Given_a_limit_of_requests {
        @Test
        void one_more_is_refused_with_an_empty_answer_until_another_has_ended() throws Exception {
            try (WebHost web = start("\"maxOutstandingRequests\":2")) {
                List<CompletableFuture<HttpResponse<String>>> answers = call(web, 2);
                awaitRunning(web, 2);

                HttpResponse<String> refused = web.get("/api/silent");

                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.headers().firstValue("X-FUNCTION-SCALEOUT")).hasValue("1");
                assertThat(refused.body()).isEmpty();
                assertThat(web.get("/admin/host/ping").statusCode()).isEqualTo(200);
                assertThat(web.get("/api/unknown").statusCode()).isEqualTo(404);
                gate.countDown();
                answers.forEach(CompletableFuture::join);
                assertThat(web.get("/api/silent").statusCode()).isEqualTo(204);
            }
        }
    }

    @Nested
    class Given_a_limit_of_functions_that_run {
        @Test
        void the_others_wait_their_turn_and_are_all_answered() throws Exception {
            try (WebHost web = start("\"maxConcurrentRequests\":2")) {
                List<CompletableFuture<HttpResponse<String>>> answers = call(web, 6);
                awaitRunning(web, 2);

                assertThat(web.get("/admin/host/ping").statusCode()).isEqualTo(200);
                assertThat(running(web)).isEqualTo(2);
                gate.countDown();
                assertThat(answers)
                        .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("done"));
            }
        }

        @Test
        void waiting_ones_count_among_the_requests_of_the_other_limit() throws Exception {
            try (WebHost web = start("\"maxConcurrentRequests\":1,\"maxOutstandingRequests\":3")) {
                List<CompletableFuture<HttpResponse<String>>> answers = call(web, 4);
                CompletableFuture<Integer> first = new CompletableFuture<>();
                List<CompletableFuture<Void>> told = answers.stream()
                        .map(answer -> answer.thenAccept(response -> first.complete(response.statusCode())))
                        .toList();

                assertThat(first.join()).isEqualTo(429);
                gate.countDown();
                assertThat(told).allSatisfy(CompletableFuture::join);
                assertThat(answers)
                        .extracting(answer -> answer.join().statusCode())
                        .containsExactlyInAnyOrder(200, 200, 200, 429);
            }
        }
    }
}
