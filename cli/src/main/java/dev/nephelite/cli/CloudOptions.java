package dev.nephelite.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a local cloud consists of and where.
 *
 * @param location the data folder
 * @param blobPort 0 for any free one; so with the others
 * @param app the folder of the function app to run, or null for storage alone
 * @param environment of the process, which decides about accounts and wins over an app's local settings
 */
public record CloudOptions(
        Path location,
        int blobPort,
        int queuePort,
        int functionPort,
        @Nullable Path app,
        Map<String, String> environment) {
    public CloudOptions {
        environment = Map.copyOf(environment);
    }
}
