package dev.nephelite.function.trigger.http;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.InvalidAppException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where one HTTP function is found.
 *
 * @param methods upper case; empty for all there are
 */
record HttpRoute(FunctionDefinition function, RouteTemplate template, List<String> methods) {
    HttpRoute {
        methods = List.copyOf(methods);
    }

    /**
     * Reads the route of a function with an HTTP trigger; without one, the function's name is its route.
     *
     * @param prefix what all routes begin with, without slashes; may be empty
     * @throws InvalidAppException if no request could be routed by it
     */
    static HttpRoute of(FunctionDefinition function, String prefix) {
        BindingDefinition trigger = function.trigger();
        String route = trigger.text("route", function.name()).replaceAll("^/+|/+$", "");
        String start = route.toLowerCase(Locale.ROOT);
        if (start.startsWith("admin") || start.startsWith("runtime")) {
            throw new InvalidAppException("The specified route conflicts with one or more built in routes. Give '"
                    + function.name() + "' a route that begins neither with 'admin' nor with 'runtime'.");
        }
        try {
            RouteTemplate template = RouteTemplate.parse(prefix + "/" + route);
            return new HttpRoute(function, template, upperCase(trigger.texts("methods")));
        } catch (IllegalArgumentException refused) {
            throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static List<String> upperCase(List<String> methods) {
        return methods.stream().map(method -> method.toUpperCase(Locale.ROOT)).toList();
    }

    boolean allows(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    /** Tells whether some request could mean both. */
    boolean conflictsWith(HttpRoute other) {
        return template.toString().equalsIgnoreCase(other.template.toString())
                && (Stream.of(this, other).anyMatch(route -> route.methods.isEmpty())
                        || !Collections.disjoint(methods, other.methods));
    }
}
