package dev.nephelite.function.trigger.http;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The route of one HTTP function.
 *
 * @param methods in upper case; empty for all
 */
record HttpRoute(FunctionDefinition function, RouteTemplate template, List<String> methods) {
    HttpRoute {
        methods = List.copyOf(methods);
    }

    /**
     * Parses the route of a function with an HTTP trigger; without a route, the name of the function is its route.
     *
     * @param prefix of all routes, without slashes; may be empty
     * @throws InvalidAppException if the route is invalid
     */
    static HttpRoute of(FunctionDefinition function, String prefix) {
        BindingDefinition trigger = function.trigger();
        String start = path(function, "").toLowerCase(Locale.ROOT);
        if (start.startsWith("admin") || start.startsWith("runtime")) {
            throw new InvalidAppException("The specified route conflicts with one or more built in routes. Give '"
                    + function.name() + "' a route that begins neither with 'admin' nor with 'runtime'.");
        }
        try {
            return new HttpRoute(function, RouteTemplate.parse(path(function, prefix)), methods(trigger));
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
    boolean conflictsWith(HttpRoute other) {
        return template.toString().equalsIgnoreCase(other.template.toString()) && sharesMethods(other);
    }

    /** Whether some request matches both. */
    boolean overlaps(HttpRoute other) {
        return sharesMethods(other) && template.overlaps(other.template);
    }

    private boolean sharesMethods(HttpRoute other) {
        return Stream.of(this, other).anyMatch(route -> route.methods.isEmpty())
                || !Collections.disjoint(methods, other.methods);
    }
}
