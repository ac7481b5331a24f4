package dev.nephelite.cloud.azurite;

import java.nio.file.Path;

/** A file of Azurite cannot be understood. The message names it and the record. */
public final class AzuriteDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AzuriteDataException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }

    AzuriteDataException(Path file, String problem) {
        super(file + ": " + problem);
    }
}
