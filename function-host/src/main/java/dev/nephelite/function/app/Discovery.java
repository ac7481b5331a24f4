package dev.nephelite.function.app;

import java.nio.file.Path;
import java.util.List;

/** The functions found in an app's folder, and what was in the way of others. */
record Discovery(List<FunctionDefinition> functions, List<FunctionError> errors, List<Path> classPath) {
    static final Discovery NOTHING = new Discovery(List.of(), List.of(), List.of());
}
