package dev.nephelite.function.trigger.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gap in a route, such as {@code {id:int}}.
 *
 * @param optional the request may leave it out; it is then null
 * @param defaultValue what it is when the request leaves it out, or null
 * @param constraints all of them must accept the value
 */
record RouteParameter(
        String name, boolean optional, @Nullable String defaultValue, List<RouteConstraint> constraints) {
    RouteParameter {
        constraints = List.copyOf(constraints);
    }

    boolean mayBeMissing() {
        return optional || defaultValue != null;
    }

    /** Tells whether {@code value}, null when the request left it out, is one this parameter takes. */
    boolean accepts(@Nullable String value) {
        if (value == null) {
            return optional || constraints.isEmpty();
        }
        return constraints.stream().allMatch(constraint -> constraint.accepts(value));
    }
}
