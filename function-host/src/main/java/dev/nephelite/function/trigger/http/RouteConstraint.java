package dev.nephelite.function.trigger.http;

/** What a route demands of the value of a parameter, such as {@code int}; {@link RouteConstraints} knows them all. */
@FunctionalInterface
interface RouteConstraint {
    boolean accepts(String value);
}
