package dev.nephelite.function.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An app as a worker needs it to load it.
 *
 * @param root the folder of the app
 * @param code the files and folders with the code, as the runtime orders them: for Java, the class path
 * @param settings the settings that functions have to find in their environment, besides the variables that are there
 * @param functions the functions to load
 */
public record WorkerApp(Path root, List<Path> code, Map<String, String> settings, List<FunctionMetadata> functions) {
    public WorkerApp {
        code = List.copyOf(code);
        settings = Map.copyOf(settings);
        functions = List.copyOf(functions);
    }
}
