package dev.nephelite.function.trigger.http;

import dev.nephelite.function.access.KeyAuthorizer.AuthLevel;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.worker.TypedData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The {@code httpTrigger}: to listen is to have a route, by which {@link HttpFunctions} finds the function. */
public final class HttpTrigger implements TriggerType {
    public static final String NAME = "httpTrigger";

    private final RoutingTable routes = new RoutingTable();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Listener listen(FunctionDefinition function, HostContext host) {
        // What is wrong with the level is wrong with the function, and not with each request.
        AuthLevel.of(function);
        HttpRoute route = HttpRoute.of(function, host.app().host().http().routePrefix());
        routes.add(route);
        return new Listener() {
            @Override
            public void start() {
                // A route needs no more than to be known.
            }

            /** The route stays: requests that came before may still be on their way to it. */
            @Override
            public CompletableFuture<Void> stop(Duration grace) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    /** Takes {@code input} for the body of a request that is JSON. */
    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
        HttpRoute route = HttpRoute.of(function, host.app().host().http().routePrefix());
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

    /** Where the function of that trigger is found below the host's address, its parameters in braces. */
    public static String path(FunctionDefinition function, HostSettings settings) {
        return HttpRoute.path(function, settings.http().routePrefix());
    }

    /** The methods the function answers, in upper case; empty for all there are. */
    public static List<String> methods(FunctionDefinition function) {
        return HttpRoute.methods(function.trigger());
    }

    /** Warnings about routes that match the same requests. */
    public List<String> overlaps() {
        return routes.overlaps();
    }

    RoutingTable routes() {
        return routes;
    }
}
