package dev.nephelite.function.trigger.http;

import dev.nephelite.function.access.KeyAuthorizer.AuthLevel;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.worker.TypedData;
import java.util.List;
import java.util.Map;

/** The {@code httpTrigger}. Listening means to have a route, through which {@link HttpFunctions} finds the function. */
public final class HttpTrigger implements TriggerType {
    public static final String NAME = "httpTrigger";

    private final RoutingTable routes = new RoutingTable();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Listener listen(FunctionDefinition function, HostContext host) {
        // An invalid level is an error of the function, not of each request.
        AuthLevel.of(function);
        RoutingTable.Route route =
                RoutingTable.Route.of(function, host.app().host().http().routePrefix());
        routes.add(route);
        // The route stays when the listener stops, because earlier requests may still be on their way to it.
        return Listener.NONE;
    }

    /** Treats {@code input} as the JSON body of a request. */
    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
        RoutingTable.Route route =
                RoutingTable.Route.of(function, host.app().host().http().routePrefix());
        List<String> methods = route.methods();
        TypedData.Request request = new TypedData.Request(
                methods.isEmpty() || methods.contains("POST") ? "POST" : methods.get(0),
                "http://localhost/" + route.template(),
                Map.of("content-type", "application/json"),
                Map.of(),
                Map.of(),
                input.isEmpty() ? TypedData.NONE : new TypedData.Text(input));
        return FunctionRequest.trigger(request, Map.of());
    }

    /** The path of the function below the address of the host, with its parameters in braces. */
    public static String path(FunctionDefinition function, HostSettings settings) {
        return RoutingTable.Route.path(function, settings.http().routePrefix());
    }

    /** The methods of the function, in upper case; empty for all. */
    public static List<String> methods(FunctionDefinition function) {
        return RoutingTable.Route.methods(function.trigger());
    }

    /** Warnings about routes that match the same requests. */
    public List<String> overlaps() {
        return routes.overlaps();
    }

    RoutingTable routes() {
        return routes;
    }
}
