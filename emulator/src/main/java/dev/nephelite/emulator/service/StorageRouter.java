package dev.nephelite.emulator.service;

import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.TrustedHosts;
import dev.nephelite.emulator.value.EventCursor;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Decides what answers a request on the port of a storage service: the event stream, a handler for other hosts such as those
 * of websites, or else the request pipeline of the service.
 *
 * <p>The emulator's own paths need no signature. They refuse requests that a web page of another site made a browser send;
 * see {@link TrustedHosts}.
 */
public final class StorageRouter implements Handler {
    /** The prefix of the emulator's own paths; no account can have this name. */
    private static final String OWN_PATHS = "/_nephelite/";

    private final TrustedHosts trusted;
    private final Handler events;
    private final OtherHosts otherHosts;
    private final Handler service;

    /** Routes between the event stream and {@code service}. */
    public StorageRouter(StorageEnvironment environment, Handler service) {
        this(environment, host -> null, service);
    }

    /** Routes between the event stream, the handlers of other hosts, and {@code service}. */
    public StorageRouter(StorageEnvironment environment, OtherHosts otherHosts, Handler service) {
        this(environment.address().trusted(), new EventStream(environment.events()), otherHosts, service);
    }

    StorageRouter(TrustedHosts trusted, Handler events, OtherHosts otherHosts, Handler service) {
        this.trusted = trusted;
        this.events = events;
        this.otherHosts = otherHosts;
        this.service = service;
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) throws IOException {
        if (isOwn(request)) {
            return handleOwn(request);
        }
        @Nullable Handler other = otherHosts.find(request.host());
        return (other == null ? service : other).handle(request);
    }

    private CompletionStage<Response> handleOwn(HttpRequest request) throws IOException {
        Optional<String> refusal = trusted.refusalToAdminister(request);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(text(403, refusal.get()));
        }
        return request.rawPath().equals(EventCursor.STREAM_PATH)
                ? events.handle(request)
                : CompletableFuture.completedFuture(text(404, "There is nothing at " + request.rawPath()));
    }

    @Override
    public boolean isNonBlocking(HttpRequest request) {
        return !isOwn(request) && service.isNonBlocking(request);
    }

    @Override
    public Response whenBusy(HttpRequest request) {
        return service.whenBusy(request);
    }

    private static boolean isOwn(HttpRequest request) {
        return request.rawPath().startsWith(OWN_PATHS);
    }

    private static Response text(int status, String text) {
        return Response.of(status)
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("X-Content-Type-Options", "nosniff")
                .body(Body.text(text + "\n"));
    }

    /** Finds handlers for hosts that are not the service's. They may block no longer than the service does. */
    @FunctionalInterface
    public interface OtherHosts {
        /** The handler of requests to {@code host}, or null if they are for the service. */
        @Nullable
        Handler find(String host);
    }
}
