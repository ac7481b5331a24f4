package dev.nephelite.junit.bridge;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a cloud contains when a test begins.
 *
 * @param functions the classes with functions; empty to run none
 * @param settings override the settings in {@code local.settings.json}
 * @param project the folder of {@code host.json} and {@code local.settings.json}, if they exist
 */
public record CloudDescription(
        List<String> containers,
        List<String> queues,
        List<Class<?>> functions,
        Map<String, String> settings,
        Path project) {
    public CloudDescription {
        containers = List.copyOf(containers);
        queues = List.copyOf(queues);
        functions = List.copyOf(functions);
        settings = Map.copyOf(settings);
    }

    /** The same with these functions. */
    public CloudDescription withFunctions(List<Class<?>> classes) {
        return new CloudDescription(containers, queues, classes, settings, project);
    }
}
