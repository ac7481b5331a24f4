package dev.nephelite.function.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SwappableHandlerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final HttpRequest REQUEST =
            HttpRequest.builder("GET", "/", NOW).build();

    private final CompletableFuture<Boolean> blockedAnIoThread = new CompletableFuture<>();
    private final SwappableHandler handler = new SwappableHandler(new SwappedWhileItIsAsked());

    /** Is non-blocking, but has a successor by the time the server knows. */
    private final class SwappedWhileItIsAsked implements Handler {
        @Override
        public CompletionStage<Response> handle(HttpRequest request) {
            return CompletableFuture.completedFuture(Response.of(200));
        }

        @Override
        public boolean isNonBlocking(HttpRequest request) {
            CompletableFuture<Void> unused = handler.swap(Handler.of(this::block));
            return true;
        }

        private Response block(HttpRequest request) {
            blockedAnIoThread.complete(Thread.currentThread().getName().contains("I/O"));
            return Response.of(202);
        }
    }

    @Test
    void a_swap_while_a_request_arrives_never_puts_a_blocking_handler_on_an_IO_thread() throws Exception {
        try (HttpServer server = new HttpServer("127.0.0.1", 0, handler, Clocks.single(new ManualClock(NOW)))) {
            java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/"))
                    .build();
            HttpClient client = HttpClient.newHttpClient();

            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(202);
            assertThat(blockedAnIoThread).isCompletedWithValue(false);
        }
    }

    @Test
    void a_request_that_is_handed_to_another_thread_does_not_keep_the_app_from_draining() throws Exception {
        CompletableFuture<Void> unused = handler.swap(Handler.of(request -> Response.of(200)));

        assertThat(handler.handleWithoutBlocking(REQUEST)).isEmpty();
        assertThat(handler.swap(Handler.of(request -> Response.of(200)))).isCompleted();
    }

    @Test
    void an_app_is_drained_when_its_last_response_is_ready() throws Exception {
        CompletableFuture<Response> pending = new CompletableFuture<>();
        CompletableFuture<Void> unused = handler.swap(nonBlocking(request -> pending));

        assertThat(handler.handleWithoutBlocking(REQUEST)).isPresent();
        CompletableFuture<Void> drained = handler.swap(Handler.of(request -> Response.of(200)));

        assertThat(drained).isNotDone();
        pending.complete(Response.of(200));
        assertThat(drained).isCompleted();
    }

    @Test
    void a_request_that_fails_does_not_keep_the_app_from_draining() {
        CompletableFuture<Void> unused = handler.swap(nonBlocking(request -> {
            throw new IOException("expected by the test");
        }));

        assertThatThrownBy(() -> handler.handleWithoutBlocking(REQUEST)).isInstanceOf(IOException.class);
        assertThat(handler.swap(Handler.of(request -> Response.of(200)))).isCompleted();
    }

    private static Handler nonBlocking(Handler handler) {
        return new Handler() {
            @Override
            public CompletionStage<Response> handle(HttpRequest request) throws IOException {
                return handler.handle(request);
            }

            @Override
            public boolean isNonBlocking(HttpRequest request) {
                return true;
            }
        };
    }
}
