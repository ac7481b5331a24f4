package dev.nephelite.function.trigger.http;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.trigger.http.route.RequestPath;
import dev.nephelite.function.trigger.http.route.RouteTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP functions by route, most specific route first and otherwise in the order in which they were added.
 *
 * <p>A route that does not list the method does not match, so another route may. Thread-safe.
 */
final class RoutingTable {
    private volatile List<Route> routes = List.of();

    /**
     * A function and the values of its route parameters.
     *
     * @param values null for a parameter that was left out
     */
    record Match(Route route, Map<String, @Nullable String> values) {}

    /**
     * Adds a route.
     *
     * @throws InvalidAppException if another function has the same route
     */
    synchronized void add(Route route) {
        for (Route other : routes) {
            if (other.conflictsWith(route)) {
                throw new InvalidAppException("The route specified conflicts with the route defined by function '"
                        + other.function().name() + "'.");
            }
        }
        List<Route> more = new ArrayList<>(routes);
        more.add(route);
        more.sort(Comparator.comparing(Route::template));
        routes = List.copyOf(more);
    }

    /**
     * A warning for each route that also matches requests of more specific routes, because Azure chooses between them
     * differently.
     */
    List<String> overlaps() {
        List<Route> ordered = routes;
        List<String> warnings = new ArrayList<>();
        for (int i = 1; i < ordered.size(); i++) {
            Route general = ordered.get(i);
            List<Route> specific =
                    ordered.subList(0, i).stream().filter(general::overlaps).toList();
            if (!specific.isEmpty()) {
                warnings.add(overlap(general, specific));
            }
        }
        return warnings;
    }

    private static String overlap(Route general, List<Route> specific) {
        String name = general.function().name();
        List<String> hidden = specific.stream()
                .map(route -> route.function().name())
                .filter(other -> other.compareToIgnoreCase(name) > 0)
                .toList();
        String inAzure = hidden.isEmpty()
                ? ", with the same result as long as the functions have these names."
                : ", so that '%s' would answer in place of %s. Rename it so that it comes last."
                        .formatted(name, quoted(hidden));
        return "The route '%s' of function '%s' overlaps with %s. Here the more specific route answers. Azure takes the"
                        .formatted(general.template(), name, described(specific))
                + " first function by name" + inAzure;
    }

    private static String described(List<Route> routes) {
        return routes.stream()
                .map(route -> "'%s' of '%s'"
                        .formatted(route.template(), route.function().name()))
                .collect(Collectors.joining(", "));
    }

    private static String quoted(List<String> names) {
        return names.stream().collect(Collectors.joining("', '", "'", "'"));
    }

    Optional<Match> find(String method, String rawPath) {
        RequestPath path = RequestPath.parse(rawPath);
        for (Route route : routes) {
            if (route.allows(method)) {
                Optional<Match> match = route.template().match(path).map(values -> new Match(route, values));
                if (match.isPresent()) {
                    return match;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The route of one HTTP function.
     *
     * @param methods in upper case; empty for all
     */
    record Route(FunctionDefinition function, RouteTemplate template, List<String> methods) {
        Route {
            methods = List.copyOf(methods);
        }

        /**
         * Parses the route of a function with an HTTP trigger; without a route, the name of the function is its route.
         *
         * @param prefix of all routes, without slashes; may be empty
         * @throws InvalidAppException if the route is invalid
         */
        static Route of(FunctionDefinition function, String prefix) {
            BindingDefinition trigger = function.trigger();
            String start = path(function, "").toLowerCase(Locale.ROOT);
            if (start.startsWith("admin") || start.startsWith("runtime")) {
                throw new InvalidAppException("The specified route conflicts with one or more built in routes. Give '"
                        + function.name() + "' a route that begins neither with 'admin' nor with 'runtime'.");
            }
            try {
                return new Route(function, RouteTemplate.parse(path(function, prefix)), methods(trigger));
            } catch (IllegalArgumentException refused) {
                throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
            }
        }

        /** The complete template as it was written, without leading and trailing slashes. */
        static String path(FunctionDefinition function, String prefix) {
            String route = prefix + "/" + trimmed(function.trigger().text("route", function.name()));
            return trimmed(route);
        }

        private static String trimmed(String route) {
            return route.replaceAll("^/+|/+$", "");
        }

        static List<String> methods(BindingDefinition trigger) {
            return trigger.texts("methods").stream()
                    .map(method -> method.toUpperCase(Locale.ROOT))
                    .toList();
        }

        boolean allows(String method) {
            return methods.isEmpty() || methods.contains(method);
        }

        /** Whether both are the same route for at least one method. */
        boolean conflictsWith(Route other) {
            return template.toString().equalsIgnoreCase(other.template.toString()) && sharesMethods(other);
        }

        /** Whether some request matches both. */
        boolean overlaps(Route other) {
            return sharesMethods(other) && template.overlaps(other.template);
        }

        private boolean sharesMethods(Route other) {
            return Stream.of(this, other).anyMatch(route -> route.methods.isEmpty())
                    || !Collections.disjoint(methods, other.methods);
        }
    }
}
