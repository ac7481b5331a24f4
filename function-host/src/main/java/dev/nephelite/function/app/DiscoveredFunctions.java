package dev.nephelite.function.app;

import java.nio.file.Path;
import java.util.List;

/**
 * The functions found in an app's folder, and what was in the way of others.
 *
 * @param layout where they were found; the staged app of a project if its classes hold no function
 */
record DiscoveredFunctions(
        AppLayout layout, List<FunctionDefinition> functions, List<FunctionError> errors, List<Path> classPath) {
    static DiscoveredFunctions nothing(AppLayout layout) {
        return new DiscoveredFunctions(layout, List.of(), List.of(), List.of());
    }

    /** Whether there is no trace of a function, not even of one in error. */
    boolean isEmpty() {
        return functions.isEmpty() && errors.isEmpty();
    }
}
