package dev.nephelite.emulator.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A server whose answers come by and by. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HandlerTest {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    private static final ServerThreads.Limits FEW_THREADS = new ServerThreads.Limits(2, 2, 2);

    private final BlockingQueue<CompletableFuture<Response>> asked = new LinkedBlockingQueue<>();
    private final HttpServer server = new HttpServer(
            ServerAddress.plain("127.0.0.1", 0),
            new Waiting(),
            Clocks.single(new ManualClock(Instant.parse("2026-01-01T12:00:00Z"))),
            Duration.ofMinutes(5),
            FEW_THREADS);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    /** Keeps every question for the test, and reads no body that is to be left alone. */
    private final class Waiting implements Handler {
        @Override
        public CompletionStage<Response> handle(HttpRequest request) throws IOException {
            CompletableFuture<Response> answer = new CompletableFuture<>();
            if (!request.rawPath().equals("/unread")) {
                request.body().readAllBytes();
            }
            asked.add(answer);
            return answer;
        }

        @Override
        public boolean isNonBlocking(HttpRequest request) {
            return true;
        }
    }

    private CompletableFuture<HttpResponse<String>> ask() {
        URI address = URI.create("http://127.0.0.1:" + server.port() + "/");
        return client.sendAsync(
                java.net.http.HttpRequest.newBuilder(address)
                        .POST(BodyPublishers.ofString("question"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static Response text(String text) {
        return Response.of(200).body(Body.text(text));
    }

    @Test
    void handle_blocksNoThreadUntilTheAnswer() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        List<CompletableFuture<Response>> questions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(ask());
        }
        // They are all asked before the first one is answered, although the server has few threads.
        for (int i = 0; i < 200; i++) {
            questions.add(asked.take());
        }

        questions.forEach(question -> question.complete(text("answer")));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("answer"));
    }

    @Test
    void handle_doesNotBlockTheThreadThatCompletesALargeAnswer() throws Exception {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            send(slow, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            String large = "x".repeat(64 * 1024 * 1024);

            CompletableFuture<Response> question = asked.take();
            assertThat(CompletableFuture.runAsync(() -> question.complete(text(large))))
                    .succeedsWithin(HANG_LIMIT);
        }
    }

    @Test
    void handle_answers500ToAnException() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = ask();

        asked.take().completeExceptionally(new IllegalStateException("expected by the test"));

        assertThat(answer.join().statusCode()).isEqualTo(500);
    }

    @Test
    void handle_mayAnswerBeforeTheBodyIsReceived() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            send(socket, "PUT /unread HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 100000\r\n\r\nhalf");

            asked.take().complete(text("enough"));

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void handle_answersPipelinedRequestsInOrder() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            asked.take().complete(text("first"));
            asked.take().complete(text("second"));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .containsSubsequence("first", "second");
        }
    }

    @Nested
    class Given_a_client_that_is_gone {
        @Test
        void drain_doesNotWaitForAClientThatIsGone() throws Exception {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            CompletableFuture<Response> question = asked.take();
            Closed body = new Closed();

            CompletableFuture<Void> drained = server.drain();
            question.complete(Response.of(200).body(body));

            assertThat(body.closed).succeedsWithin(HANG_LIMIT);
            assertThat(drained).succeedsWithin(HANG_LIMIT);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** An endless body, which ends only when the client disconnects. */
    private static final class Closed implements Body {
        final CompletableFuture<Void> closed = new CompletableFuture<>();

        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            byte[] piece = new byte[64 * 1024];
            while (true) {
                sink.write(piece, 0, piece.length);
                sink.flush();
            }
        }

        @Override
        public void close() {
            closed.complete(null);
        }
    }
}
