package dev.nephelite.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Describes failures for users. Some exceptions of the JDK have no message, or only a path. */
public final class FailureText {
    private FailureText() {}

    /** Returns one sentence or more about {@code failure}, whatever its message is. */
    public static String of(Throwable failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + " cannot be used: " + reason(file) + ".";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** Returns why a file cannot be used, without its name. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
