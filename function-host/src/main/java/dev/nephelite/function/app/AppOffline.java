package dev.nephelite.function.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The page that an app shows while it is offline. An app is offline as long as this file exists in its folder.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-deployment-technologies">Deployment
 *     technologies</a>
 */
public final class AppOffline {
    public static final String FILE = "app_offline.htm";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Offline</title></head>
            <body><p>This function app is offline.</p></body>
            </html>
            """;

    private AppOffline() {}

    /** The page of the app in {@code root}, or empty if the app is not offline. */
    public static Optional<String> page(Path root) {
        Path file = root.resolve(FILE);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException removedMeanwhile) {
            return Optional.empty();
        }
    }

    /** Takes the app in {@code root} offline or brings it back. */
    public static void set(Path root, boolean offline) {
        Path file = root.resolve(FILE);
        try {
            if (!offline) {
                Files.deleteIfExists(file);
            } else if (!Files.exists(file)) {
                Files.writeString(file, PAGE);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot change " + file, unwritable);
        }
    }
}
