package dev.nephelite.function.worker;

import java.io.FileNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Explains files that are missing because this process has another working directory than the app has in the cloud. A JVM
 * cannot change its own.
 */
final class RelativePaths {
    private RelativePaths() {}

    /**
     * Returns one sentence about the file that was not found, or an empty text if its path was not to blame.
     *
     * @param root the folder of the app
     * @param workingDirectory that of this process
     */
    static String explain(Throwable thrown, Path root, Path workingDirectory) {
        @Nullable String file = missingFile(thrown);
        if (file == null
                || isAbsolute(file)
                || root.toAbsolutePath().normalize().equals(workingDirectory)) {
            return "";
        }
        return "The relative path '" + file + "' was resolved against " + workingDirectory
                + ", where Nephelite runs; in"
                + " the cloud the working directory is the folder of the app, here " + root + ". Start Nephelite there,"
                + " or resolve the path against the setting AzureWebJobsScriptRoot.";
    }

    private static @Nullable String missingFile(Throwable thrown) {
        if (thrown instanceof NoSuchFileException missing) {
            return missing.getFile();
        }
        String message = AppStackTraces.message(thrown);
        if (!(thrown instanceof FileNotFoundException) || !message.endsWith(")")) {
            return null;
        }
        int reason = message.lastIndexOf(" (");
        return reason < 0 ? null : message.substring(0, reason);
    }

    private static boolean isAbsolute(String file) {
        try {
            return Path.of(file).isAbsolute();
        } catch (InvalidPathException notAPath) {
            return true;
        }
    }
}
