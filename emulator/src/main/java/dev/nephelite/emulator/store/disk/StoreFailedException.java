package dev.nephelite.emulator.store.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The data folder failed: its disk is full, a file cannot be written or read, or the folder is gone. Nothing was changed.
 * The message says what happened to which file. The store logs such failures itself, once until it has recovered, so a
 * caller only has to answer its client.
 */
public class StoreFailedException extends RuntimeException {
    private final boolean diskFull;

    public StoreFailedException(String message, Throwable cause) {
        super(message, cause);
        diskFull = isDiskFull(cause);
    }

    /** Whether the disk was full. */
    public boolean isDiskFull() {
        return diskFull;
    }

    /** Only the operating system's message distinguishes a full disk from other failures. */
    private static boolean isDiskFull(Throwable cause) {
        for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof IOException) {
                String message = String.valueOf(
                                each instanceof FileSystemException system ? system.getReason() : each.getMessage())
                        .toLowerCase(Locale.ROOT);
                if (message.contains("no space left")
                        || message.contains("not enough space")
                        || message.contains("quota exceeded")) {
                    return true;
                }
            }
        }
        return false;
    }
}
