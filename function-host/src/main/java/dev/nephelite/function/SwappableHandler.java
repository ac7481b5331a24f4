package dev.nephelite.function;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.worker.RunningCalls;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets every request in to the app that runs when it comes, and knows when the last one has left an app that was replaced.
 * No request is ever turned away here. Safe for concurrent use.
 */
final class SwappableHandler implements Handler {
    private volatile Room room;

    SwappableHandler(Handler first) {
        room = new Room(first, new RunningCalls());
    }

    private record Room(Handler responder, RunningCalls requests) {}

    /** From now on requests go to {@code next}. The result completes when all are answered that came before. */
    synchronized CompletableFuture<Void> leadTo(Handler next) {
        Room left = room;
        room = new Room(next, new RunningCalls());
        return left.requests.drain();
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) throws IOException {
        Room entered = enter();
        try {
            return entered.responder.handle(request).whenComplete((answer, failure) -> entered.requests.end());
        } catch (IOException | RuntimeException | Error broken) {
            entered.requests.end();
            throw broken;
        }
    }

    @Override
    public boolean isNonBlocking(HttpRequest request) {
        return room.responder.isNonBlocking(request);
    }

    /** A room that is being left has a successor already. */
    private Room enter() {
        Room current = room;
        while (!current.requests.tryStart()) {
            current = room;
        }
        return current;
    }
}
