package dev.nephelite.emulator.http;

import dev.nephelite.emulator.http.HttpSyntaxGuard.Refusal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whoever answers the requests of an {@link HttpServer}, at once or by and by: while an answer is awaited, no thread
 * waits for it. Called by many threads at once.
 */
public interface AsyncHandler {
    /**
     * Begins to answer one request.
     *
     * @return the answer; whoever completes it sends it, if it is small, so that it should be a thread which may do that
     * @throws IOException if the client's connection broke while its body was read; nobody is left to answer
     */
    CompletionStage<Response> respond(HttpRequest request) throws IOException;

    /** Whether {@link #respond} needs so little time that the thread which received the request may run it. */
    default boolean isNonBlocking(HttpRequest request) {
        return false;
    }

    /** Returns the answer to a request for which no thread is left, because too many clients keep one waiting. */
    default Response whenBusy(HttpRequest request) {
        return Refusal.BUSY.response();
    }

    /** Answers with what {@code handler} returns. */
    static AsyncHandler of(Handler handler) {
        return new AsyncHandler() {
            @Override
            public CompletionStage<Response> respond(HttpRequest request) throws IOException {
                return CompletableFuture.completedFuture(handler.handle(request));
            }

            @Override
            public boolean isNonBlocking(HttpRequest request) {
                return handler.isNonBlocking(request);
            }

            @Override
            public Response whenBusy(HttpRequest request) {
                return handler.whenBusy(request);
            }
        };
    }
}
