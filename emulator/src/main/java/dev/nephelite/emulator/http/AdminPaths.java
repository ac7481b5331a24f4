package dev.nephelite.emulator.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Serves the emulator's own paths on the port of a service. They need no signature. All other paths go to the service.
 *
 * <p>They refuse requests that a web page of another site made a browser send; see {@link TrustedHosts}.
 */
public final class AdminPaths implements Handler {
    /** The prefix of these paths; no account can have this name. */
    public static final String PREFIX = "/_nephelite/";

    /** The path of the event stream. */
    public static final String EVENTS = PREFIX + "events";

    private final TrustedHosts trusted;
    private final Map<String, Handler> own;
    private final Handler service;

    /**
     * Serves {@code own} paths in front of a service.
     *
     * @param own the handler of each path, which begins with {@link #PREFIX}
     */
    public AdminPaths(TrustedHosts trusted, Map<String, Handler> own, Handler service) {
        this.trusted = trusted;
        this.own = Map.copyOf(own);
        this.service = service;
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) throws IOException {
        if (!request.rawPath().startsWith(PREFIX)) {
            return service.handle(request);
        }
        Optional<String> refusal = trusted.refusalToAdminister(request);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(text(403, refusal.get()));
        }
        @Nullable Handler handler = own.get(request.rawPath());
        return handler == null
                ? CompletableFuture.completedFuture(text(404, "There is nothing at " + request.rawPath()))
                : handler.handle(request);
    }

    @Override
    public boolean isNonBlocking(HttpRequest request) {
        return !request.rawPath().startsWith(PREFIX) && service.isNonBlocking(request);
    }

    @Override
    public Response whenBusy(HttpRequest request) {
        return service.whenBusy(request);
    }

    private static Response text(int status, String text) {
        return Response.of(status)
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("X-Content-Type-Options", "nosniff")
                .body(Body.text(text + "\n"));
    }
}
