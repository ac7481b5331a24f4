package dev.nephelite.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where programs of the current user keep what they can make again, by the customs of the operating system. */
final class CacheFolder {
    private static final String NAME = "nephelite";

    private CacheFolder() {}

    static Path of(Map<String, String> environment, String operatingSystem, Path home) {
        String system = operatingSystem.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            @Nullable String local = environment.get("LOCALAPPDATA");
            return (local == null ? home.resolve("AppData").resolve("Local") : Path.of(local))
                    .resolve(NAME)
                    .resolve("cache");
        }
        @Nullable String xdg = environment.get("XDG_CACHE_HOME");
        if (xdg != null && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg).resolve(NAME);
        }
        return (system.startsWith("mac") ? home.resolve("Library").resolve("Caches") : home.resolve(".cache"))
                .resolve(NAME);
    }
}
