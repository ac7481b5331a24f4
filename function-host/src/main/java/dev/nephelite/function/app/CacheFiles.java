package dev.nephelite.function.app;

import java.nio.file.Path;

/** Names the files and folders in which we remember something about an app, in a folder that many apps share. */
final class CacheFiles {
    private CacheFiles() {}

    /**
     * Returns the file or folder about the app or project in {@code place}; it need not exist.
     *
     * @param kind what is remembered
     */
    static Path of(Path place, Path cache, String kind) {
        Path absolute = place.toAbsolutePath().normalize();
        return cache.resolve(kind)
                .resolve(absolute.getFileName() + "-"
                        + Integer.toHexString(absolute.toString().hashCode()));
    }
}
