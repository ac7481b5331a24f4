package dev.nephelite.emulator.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * A step that requests pass before they are handled. A filter can pass a request on, now or later, answer it itself, or
 * change the response. Called by many threads at once.
 *
 * @param <R> a request with what is known about it when it reaches the filter
 */
@FunctionalInterface
public interface Filter<R> {
    /**
     * Answers the request, or passes it to {@code next}.
     *
     * @return the response; as with {@link Handler#handle}, no thread waits for it
     * @throws IOException if the client cannot be answered; the connection is closed
     */
    CompletionStage<Response> handle(R request, Next<R> next) throws IOException;

    /** What a filter passes requests to: the next filter or, behind the last one, the handler. */
    @FunctionalInterface
    interface Next<R> {
        /** Handles the request; see {@link Filter#handle}. */
        CompletionStage<Response> handle(R request) throws IOException;
    }

    /** Puts {@code filters} in front of {@code last}, the first one outermost. Passing a request on allocates nothing. */
    static <R> Next<R> chain(List<Filter<R>> filters, Next<R> last) {
        Next<R> first = last;
        for (int i = filters.size() - 1; i >= 0; i--) {
            Filter<R> filter = filters.get(i);
            Next<R> next = first;
            first = request -> filter.handle(request, next);
        }
        return first;
    }

    /** A filter that passes every request on and then changes the response, for example by adding headers. */
    static <R> Filter<R> onResponse(BiConsumer<R, Response> change) {
        return (request, next) -> {
            CompletableFuture<Response> answer = next.handle(request).toCompletableFuture();
            if (!answer.isDone() || answer.isCompletedExceptionally()) {
                return answer.thenApply(response -> changed(request, response, change));
            }
            changed(request, answer.join(), change);
            return answer;
        };
    }

    private static <R> Response changed(R request, Response response, BiConsumer<R, Response> change) {
        try {
            change.accept(request, response);
            return response;
        } catch (RuntimeException | Error bug) {
            try {
                response.body().close();
            } catch (IOException suppressed) {
                bug.addSuppressed(suppressed);
            }
            throw bug;
        }
    }
}
