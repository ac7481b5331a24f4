package dev.nephelite.emulator.http;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers the requests of an {@code HttpServer}, at once or later. No thread waits for a response that comes later. Called
 * by many threads at once.
 */
@FunctionalInterface
public interface Handler {
    /**
     * Starts to handle one request.
     *
     * @return the response; a small one is sent by the thread that completes it, which must therefore be allowed to write to
     *     the connection
     * @throws IOException if the client's connection broke while its body was read, so that it cannot be answered; the
     *     connection is closed, also if the stage fails with one
     */
    CompletionStage<Response> handle(HttpRequest request) throws IOException;

    /**
     * Whether {@link #handle} is so quick that the I/O thread that received the request may run it. A handler whose
     * answer can change between this call and {@link #handle} overrides {@link #handleWithoutBlocking} instead.
     */
    default boolean isNonBlocking(HttpRequest request) {
        return false;
    }

    /**
     * Handles a request whose body has arrived in the calling I/O thread, or does nothing if that could block.
     *
     * @return the response, or empty if a thread that may block has to call {@link #handle}
     */
    default Optional<CompletionStage<Response>> handleWithoutBlocking(HttpRequest request) throws IOException {
        return isNonBlocking(request) ? Optional.of(handle(request)) : Optional.empty();
    }

    /** Returns the response if no thread is left to wait for the client. */
    default Response whenBusy(HttpRequest request) {
        return Response.of(503)
                .header("Content-Type", "text/plain; charset=utf-8")
                .body(Body.text("Too many clients send or receive at the same time. Retry the request.\n"));
    }

    /** A handler whose response is ready when {@code handler} returns. */
    static Handler of(Synchronous handler) {
        return request -> CompletableFuture.completedFuture(handler.handle(request));
    }

    /** Handles a request in the calling thread. */
    @FunctionalInterface
    interface Synchronous {
        /** Returns the response; otherwise like {@link Handler#handle}. */
        Response handle(HttpRequest request) throws IOException;
    }
}
