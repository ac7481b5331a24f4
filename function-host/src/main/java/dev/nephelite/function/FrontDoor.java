package dev.nephelite.function;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.worker.RunningCalls;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Lets every request in to the app that runs when it comes, and knows when the last one has left an app that was replaced.
 * No request is ever turned away here. Safe for concurrent use.
 */
final class FrontDoor implements Handler {
    private volatile Room room;

    FrontDoor(Handler first) {
        room = new Room(first, new RunningCalls());
    }

    private record Room(Handler handler, RunningCalls requests) {}

    /** From now on requests go to {@code next}. The result completes when all are answered that came before. */
    synchronized CompletableFuture<Void> leadTo(Handler next) {
        Room left = room;
        room = new Room(next, new RunningCalls());
        return left.requests.drain();
    }

    @Override
    public Response handle(HttpRequest request) throws IOException {
        Room entered = enter();
        try {
            return entered.handler.handle(request);
        } finally {
            entered.requests.end();
        }
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
