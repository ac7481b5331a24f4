package dev.nephelite.cloud.control;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The operations of the control plane, in the order in which {@code openapi.json} describes them. */
final class ControlRoutes implements Handler.Synchronous {
    private static final String GET = "GET";
    private static final String POST = "POST";

    private final List<Route> table;

    ControlRoutes(ControlledCloud cloud) {
        table = List.of(
                new Route(GET, "/v1/health", new HealthResource()),
                new Route(GET, "/v1/ready", new ReadyResource(cloud)),
                new Route(GET, "/v1/endpoints", new EndpointsResource(cloud)),
                new Route(GET, "/v1/functions", new FunctionsResource(cloud)),
                new Route(GET, "/v1/events", new EventsResource(cloud)),
                new Route(GET, "/v1/logs", new LogsResource(cloud)),
                new Route(POST, "/v1/stop", new StopResource(cloud)),
                new Route(GET, "/v1/openapi.json", new OpenApiResource()));
    }

    /** An operation: a method of a resource. */
    record Route(String method, String path, Handler.Synchronous resource) {}

    List<Route> table() {
        return table;
    }

    @Override
    public Response handle(HttpRequest request) throws IOException {
        String path = request.rawPath();
        List<Route> resource =
                table.stream().filter(route -> route.path().equals(path)).toList();
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
        return JsonResponse.of(ControlError.METHOD_NOT_ALLOWED.exception(path + " allows " + allowed + " only."))
                .header("Allow", allowed);
    }
}
