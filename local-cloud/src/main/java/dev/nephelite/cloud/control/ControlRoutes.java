package dev.nephelite.cloud.control;

import dev.nephelite.cloud.control.resource.ControlledCloud;
import dev.nephelite.cloud.control.resource.TriggersResource;
import dev.nephelite.cloud.control.resource.StopResource;
import dev.nephelite.cloud.control.resource.StatusResource;
import dev.nephelite.cloud.control.resource.ResetResource;
import dev.nephelite.cloud.control.resource.RecordingsResource;
import dev.nephelite.cloud.control.resource.ReadyResource;
import dev.nephelite.cloud.control.resource.OpenApiResource;
import dev.nephelite.cloud.control.resource.LogsResource;
import dev.nephelite.cloud.control.resource.IdleResource;
import dev.nephelite.cloud.control.resource.HealthResource;
import dev.nephelite.cloud.control.resource.FunctionsResource;
import dev.nephelite.cloud.control.resource.FaultsResource;
import dev.nephelite.cloud.control.resource.EventsResource;
import dev.nephelite.cloud.control.resource.EndpointsResource;
import dev.nephelite.cloud.control.resource.DebuggerResource;
import dev.nephelite.cloud.control.resource.ClockResource;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The operations of the control plane, in the order in which {@code openapi.json} describes them. */
final class ControlRoutes implements Handler, AutoCloseable {
    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String PUT = "PUT";
    private static final String DELETE = "DELETE";

    private final RecordingsResource recordings;
    private final List<Route> table;

    /** @param clock the machine's */
    ControlRoutes(ControlledCloud cloud, Clock clock) {
        recordings = new RecordingsResource(cloud, clock);
        ClockResource clocks = new ClockResource(cloud);
        TriggersResource triggers = new TriggersResource(cloud);
        FunctionsResource functions = new FunctionsResource(cloud);
        FaultsResource faults = new FaultsResource(cloud);
        DebuggerResource debugger = new DebuggerResource(cloud);
        table = List.of(
                route(GET, "/v1/health", new HealthResource()),
                new Route(GET, "/v1/ready", new ReadyResource(cloud)),
                route(GET, "/v1/status", new StatusResource(cloud)),
                new Route(GET, "/v1/idle", new IdleResource(cloud)),
                route(GET, "/v1/endpoints", new EndpointsResource(cloud)),
                route(GET, "/v1/functions", functions::list),
                route(GET, "/v1/functions/statistics", functions::statistics),
                new Route(POST, "/v1/recordings", recordings),
                route(GET, "/v1/events", new EventsResource(cloud)),
                route(GET, "/v1/logs", new LogsResource(cloud)),
                route(POST, "/v1/reset", new ResetResource(cloud)),
                route(GET, "/v1/clock", clocks::show),
                route(PUT, "/v1/clock", clocks::change),
                route(GET, "/v1/triggers", triggers::show),
                route(PUT, "/v1/triggers", triggers::change),
                route(GET, "/v1/faults", faults::list),
                route(POST, "/v1/faults", faults::add),
                route(DELETE, "/v1/faults", faults::clear),
                route(DELETE, "/v1/faults/{id}", faults::remove),
                route(GET, "/v1/debugger", debugger::state),
                new Route(PUT, "/v1/debugger", debugger::open),
                route(DELETE, "/v1/debugger", debugger::close),
                route(POST, "/v1/stop", new StopResource(cloud)),
                route(GET, "/v1/openapi.json", new OpenApiResource()));
    }

    private static Route route(String method, String path, Handler.Synchronous resource) {
        return new Route(method, path, Handler.of(resource));
    }

    /**
     * An operation: a method of a resource.
     *
     * @param path in which a segment in braces stands for any
     */
    record Route(String method, String path, Handler resource) {
        boolean matches(String requested) {
            return path.endsWith("}")
                    ? requested.matches(path.substring(0, path.indexOf('{')) + "[^/]+")
                    : requested.equals(path);
        }
    }

    List<Route> table() {
        return table;
    }

    @Override
    public CompletionStage<Response> handle(HttpRequest request) throws IOException {
        String path = request.rawPath();
        List<Route> resource =
                table.stream().filter(route -> route.matches(path)).toList();
        if (resource.isEmpty()) {
            throw ControlError.NOT_FOUND.exception(
                    "There is nothing at " + path + ". GET /v1/openapi.json has all paths.");
        }
        for (Route route : resource) {
            if (route.method().equals(request.method())) {
                return route.resource().handle(request);
            }
        }
        String allowed = resource.stream().map(Route::method).collect(Collectors.joining(", "));
        return CompletableFuture.completedFuture(
                JsonResponse.of(ControlError.METHOD_NOT_ALLOWED.exception(path + " allows " + allowed + " only."))
                        .header("Allow", allowed));
    }

    /** Ends what would delay the responses in progress. */
    @Override
    public void close() {
        recordings.close();
    }
}
