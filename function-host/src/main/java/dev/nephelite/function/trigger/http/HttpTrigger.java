package dev.nephelite.function.trigger.http;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.key.KeyAuthorizer.AuthLevel;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.ListenerFactory;
import dev.nephelite.function.trigger.RecordedContent;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.http.route.RequestPath;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.Subject;
import dev.nephelite.function.worker.TypedData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code httpTrigger}. */
public final class HttpTrigger implements TriggerType {
    public static final String NAME = "httpTrigger";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void checkSettings(HostSettings host) {
        HttpSettings.of(host);
    }

    /** Names routes that match the same requests. */
    @Override
    public List<String> warnings(List<FunctionDefinition> functions, App app) {
        RoutingTable routes = new RoutingTable();
        String prefix = HttpSettings.of(app.host()).routePrefix();
        functions.forEach(function -> routes.add(RoutingTable.Route.of(function, prefix)));
        return routes.overlaps();
    }

    @Override
    public HttpListenerFactory listenerFactory(HostContext host) {
        return new HttpListenerFactory(host);
    }

    /** The path of the function below the address of the host, with its parameters in braces. */
    public static String path(FunctionDefinition function, HostSettings settings) {
        return RoutingTable.Route.path(function, HttpSettings.of(settings).routePrefix());
    }

    /** The methods of the function, in upper case; empty for all. */
    public static List<String> methods(FunctionDefinition function) {
        return RoutingTable.Route.methods(function.trigger());
    }

    /** A listener of HTTP requests is a route, through which {@link HttpFunctionHandler} finds the function. */
    public static final class HttpListenerFactory implements ListenerFactory {
        private final HostContext host;
        private final String routePrefix;
        private final RoutingTable routes = new RoutingTable();

        private HttpListenerFactory(HostContext host) {
            this.host = host;
            routePrefix = HttpSettings.of(host.app().host()).routePrefix();
        }

        @Override
        public Listener listener(FunctionDefinition function) {
            // An invalid level is an error of the function, not of each request.
            AuthLevel.of(function);
            routes.add(RoutingTable.Route.of(function, routePrefix));
            // The route stays when the listener stops, because earlier requests may still be on their way to it.
            return Listener.NONE;
        }

        @Override
        public List<Fact> explain(FunctionDefinition function, Subject subject, PastRuns past) {
            return new HttpExplainer(
                            RoutingTable.Route.of(function, routePrefix),
                            routes,
                            routePrefix,
                            host.flags().authenticated(),
                            past)
                    .explain(subject);
        }

        /** Treats {@code input} as the JSON body of a request. */
        @Override
        public TriggerEvent manualEvent(FunctionDefinition function, String input) {
            RoutingTable.Route route = RoutingTable.Route.of(function, routePrefix);
            List<String> methods = route.methods();
            TypedData.Request request = new TypedData.Request(
                    methods.isEmpty() || methods.contains("POST") ? "POST" : methods.get(0),
                    "http://localhost/" + route.template(),
                    Map.of("content-type", "application/json"),
                    Map.of(),
                    Map.of(),
                    input.isEmpty() ? TypedData.NONE : new TypedData.Text(input));
            return HttpRequestConverter.triggerEvent(request, Map.of());
        }

        /** If the route was changed so that the URL does not match any more, its parameters are those of the earlier run. */
        @Override
        public TriggerEvent repeatedEvent(FunctionDefinition function, TriggerEvent recorded) {
            RecordedContent.require(recorded);
            if (!(recorded.value() instanceof TypedData.Request request)) {
                throw new IllegalArgumentException("its record does not have a request.");
            }
            RoutingTable.Route route = RoutingTable.Route.of(function, routePrefix);
            Map<String, @Nullable String> values = route.template()
                    .match(RequestPath.parse(HttpRequestConverter.rawPath(request.url())))
                    .orElseGet(() -> texts(recorded.metadata()));
            TypedData.Request repeated =
                    HttpRequestConverter.repeated(request, host.invoker().contentForm(function), values);
            TriggerEvent event = HttpRequestConverter.triggerEvent(repeated, values);
            return new TriggerEvent(recorded.reason(), recorded.details(), event.value(), event.metadata());
        }

        private static Map<String, @Nullable String> texts(Map<String, TypedData> values) {
            Map<String, @Nullable String> texts = new LinkedHashMap<>();
            values.forEach((name, value) -> texts.put(name, RecordedContent.text(value)));
            return texts;
        }

        RoutingTable routes() {
            return routes;
        }
    }
}
