package dev.nephelite.function.trigger.http;

import dev.nephelite.function.app.InvalidAppException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every HTTP function by its route, the most specific route first and, among equals, the one that came first.
 *
 * <p>A method that a route does not list is no match, so another route may still answer. Safe for concurrent use.
 */
final class RoutingTable {
    private volatile List<HttpRoute> routes = List.of();

    /**
     * A function, and the value of every parameter of its route.
     *
     * @param values null for a parameter that was left out
     */
    record Match(HttpRoute route, Map<String, @Nullable String> values) {}

    /** Refuses a route that another function already has. */
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
