package dev.nephelite.function.trigger.http;

import dev.nephelite.function.app.config.InvalidAppException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP functions by route, most specific route first and otherwise in the order in which they were added.
 *
 * <p>A route that does not list the method does not match, so another route may. Safe for concurrent use.
 */
final class RoutingTable {
    private volatile List<HttpRoute> routes = List.of();

    /**
     * A function and the values of its route parameters.
     *
     * @param values null for a parameter that was left out
     */
    record Match(HttpRoute route, Map<String, @Nullable String> values) {}

    /**
     * Adds a route.
     *
     * @throws InvalidAppException if another function has the same route
     */
    synchronized void add(HttpRoute route) {
        for (HttpRoute other : routes) {
            if (other.conflictsWith(route)) {
                throw new InvalidAppException("The route specified conflicts with the route defined by function '"
                        + other.function().name() + "'.");
            }
        }
        List<HttpRoute> more = new ArrayList<>(routes);
        more.add(route);
        more.sort(Comparator.comparing(HttpRoute::template));
        routes = List.copyOf(more);
    }

    /**
     * A warning for each route that also matches requests of more specific routes, because Azure chooses between them
     * differently.
     */
    List<String> overlaps() {
        List<HttpRoute> ordered = routes;
        List<String> warnings = new ArrayList<>();
        for (int i = 1; i < ordered.size(); i++) {
            HttpRoute general = ordered.get(i);
            List<HttpRoute> specific =
                    ordered.subList(0, i).stream().filter(general::overlaps).toList();
            if (!specific.isEmpty()) {
                warnings.add(overlap(general, specific));
            }
        }
        return warnings;
    }

    private static String overlap(HttpRoute general, List<HttpRoute> specific) {
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

    private static String described(List<HttpRoute> routes) {
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
        for (HttpRoute route : routes) {
            if (route.allows(method)) {
                Optional<Match> match = route.template().match(path).map(values -> new Match(route, values));
                if (match.isPresent()) {
                    return match;
                }
            }
        }
        return Optional.empty();
    }
}
