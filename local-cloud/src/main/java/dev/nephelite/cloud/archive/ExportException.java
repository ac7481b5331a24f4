package dev.nephelite.cloud.archive;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not an export that this version can read, or not all of it is there. The message names the file. */
public final class ExportException extends IOException {
    private static final long serialVersionUID = 1L;

    ExportException(Path file, String problem) {
        super(file + " " + problem);
    }

    ExportException(Path file, String problem, Throwable cause) {
        super(file + " " + problem, cause);
    }
}
