package dev.nephelite.function.http;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.worker.RunningCalls;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Passes every request to the app that runs when it arrives, and knows when the last request to a replaced app has
 * ended. No request is refused here. Thread-safe.
 */
public final class SwappableHandler implements Handler {
    private volatile Target target;

    public SwappableHandler(Handler first) {
        target = new Target(first, new RunningCalls());
    }

    private record Target(Handler responder, RunningCalls requests) {
        CompletionStage<Response> endAfter(CompletionStage<Response> response) {
            return response.whenComplete((answer, failure) -> requests.end());
        }
    }

    /**
     * Passes requests to {@code next} from now on. The result completes when all earlier requests have been answered.
     */
    public synchronized CompletableFuture<Void> swap(Handler next) {
        Target previous = target;
        target = new Target(next, new RunningCalls());
        return previous.requests.drain();
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) throws IOException {
        Target entered = enter();
        try {
            return entered.endAfter(entered.responder.handle(request));
        } catch (IOException | RuntimeException | Error broken) {
            entered.requests.end();
            throw broken;
        }
    }

    /** Asks and uses the same app, so that a swap in between cannot put a blocking handler on an I/O thread. */
    @Override
    public Optional<CompletionStage<Response>> handleWithoutBlocking(HttpRequest request) throws IOException {
        Target entered = enter();
        try {
            Optional<CompletionStage<Response>> answer = entered.responder.handleWithoutBlocking(request);
            if (answer.isEmpty()) {
                entered.requests.end();
            }
            return answer.map(entered::endAfter);
        } catch (IOException | RuntimeException | Error broken) {
            entered.requests.end();
            throw broken;
        }
    }

    /** If the target is being drained, its successor is set already. */
    private Target enter() {
        Target current = target;
        while (!current.requests.tryStart()) {
            current = target;
        }
        return current;
    }
}
