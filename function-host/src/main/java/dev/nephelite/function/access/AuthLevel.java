package dev.nephelite.function.access;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import java.util.stream.Stream;

/** Which key the callers of an HTTP function need, as its {@code authLevel} says. */
public enum AuthLevel {
    /** None. */
    ANONYMOUS,

    /** One of the function's own, one of the host's, or the master key. */
    FUNCTION,

    /** The master key. */
    ADMIN;

    /**
     * Reads the level of a function with an HTTP trigger; without one, it is that of most functions.
     *
     * @throws InvalidAppException if there is no such level
     */
    public static AuthLevel of(FunctionDefinition function) {
        String name = function.trigger().text("authLevel", FUNCTION.name());
        return Stream.of(values())
                .filter(level -> level.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new InvalidAppException("The authLevel of function '" + function.name() + "' is '"
                        + name + "', but it must be anonymous, function or admin."));
    }
}
