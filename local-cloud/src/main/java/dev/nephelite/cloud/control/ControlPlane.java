package dev.nephelite.cloud.control;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.cloud.control.resource.ControlledCloud;
import dev.nephelite.emulator.http.Filter;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Serves the control plane of a cloud from construction until {@link #close}. */
public final class ControlPlane implements AutoCloseable {
    private static final int MAX_DRAIN_SECONDS = 1;

    private final HttpServer server;
    private final LazyRoutes routes;

    /**
     * Opens the port.
     *
     * @param token what clients have to send as a bearer token; null if they need none
     * @throws java.io.UncheckedIOException around a {@link java.net.BindException} if the port is taken
     */
    public ControlPlane(ServerAddress address, @Nullable String token, ControlledCloud cloud, Clocks clocks) {
        routes = new LazyRoutes(cloud, clocks.machine());
        server = new HttpServer(address, handler(new AccessGuard(address.trusted(), token), routes), clocks);
    }

    private static Handler handler(AccessGuard guard, LazyRoutes routes) {
        DashboardFiles dashboard = new DashboardFiles();
        Filter.Next<HttpRequest> chain = Filter.chain(
                List.of(
                        Filter.onResponse(ControlPlane::addCommonHeaders),
                        ControlPlane::renderErrors,
                        (request, next) -> {
                            Optional<Response> file = dashboard.find(request);
                            if (file.isPresent()) {
                                guard.requireTrustedHost(request);
                                return CompletableFuture.completedFuture(file.get());
                            }
                            guard.requireAllowed(request);
                            return next.handle(request);
                        }),
                request -> routes.get().handle(request));
        return chain::handle;
    }

    private static void addCommonHeaders(HttpRequest request, Response response) {
        // What a storage service has answered may have both.
        response.header("Server", response.has("Server") ? null : "Nephelite-Control/1.0")
                .header("Cache-Control", response.has("Cache-Control") ? null : "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static CompletionStage<Response> renderErrors(HttpRequest request, Filter.Next<HttpRequest> next)
            throws IOException {
        try {
            return next.handle(request).exceptionally(late -> {
                Throwable cause = late instanceof CompletionException ? late.getCause() : late;
                if (cause instanceof ControlException failure) {
                    return response(failure);
                }
                throw new CompletionException(cause);
            });
        } catch (ControlException failure) {
            return CompletableFuture.completedFuture(response(failure));
        } catch (StoreFailedException failed) {
            return CompletableFuture.completedFuture(response(refusal(failed)));
        }
    }

    private static ControlException refusal(StoreFailedException failed) {
        String reason = String.valueOf(failed.getMessage());
        String message = "Nothing has changed: " + reason + (reason.endsWith(".") ? " " : ". ");
        return failed.isDiskFull()
                ? ControlError.INSUFFICIENT_STORAGE.exception(message + "Free space on the disk, and try again.")
                : ControlError.STORAGE_FAILED.exception(message + "The log of Nephelite says more.");
    }

    private static Response response(ControlException failure) {
        Response response = JsonResponse.of(failure);
        boolean challenged = failure.error() == ControlError.UNAUTHORIZED;
        return challenged ? response.header("WWW-Authenticate", "Bearer") : response;
    }

    /** The base URL, without a slash at the end. */
    public String url() {
        return server.baseUrl();
    }

    /** Sends the responses in progress, waiting a second for slow clients, and closes the port. */
    @Override
    public void close() {
        routes.close();
        try {
            server.drain().get(MAX_DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException ignored) {
            // What a client has not read by then is cut off.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }

    /** Loads the classes of the operations with the first request, because a start has no time for them. */
    private static final class LazyRoutes {
        private final ControlledCloud cloud;
        private final Clock clock;
        private @Nullable ControlRoutes made;

        LazyRoutes(ControlledCloud cloud, Clock clock) {
            this.cloud = cloud;
            this.clock = clock;
        }

        synchronized ControlRoutes get() {
            ControlRoutes routes = made;
            if (routes == null) {
                routes = new ControlRoutes(cloud, clock);
                made = routes;
            }
            return routes;
        }

        synchronized void close() {
            if (made != null) {
                made.close();
            }
        }
    }
}
