package dev.nephelite.function.log;

import dev.nephelite.function.app.config.HostSettings;
import java.util.Map;

/** Where the host says what it does, one line each. Safe for concurrent use. */
@FunctionalInterface
public interface HostLog {
    void write(LogLine line);

    /** Whether a line like that would be seen by anybody; one that nobody sees need not be made. */
    default boolean shows(String category, LogLevel level) {
        return true;
    }

    /**
     * Which lines it wants of categories that {@code host.json} does not name: the least level by what categories begin
     * with, or {@code default}. Where nothing is said that is {@code Information}.
     */
    default Map<String, String> levels() {
        return Map.of();
    }

    /**
     * This log without the lines that an app does not want.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if its settings name a level that there is not
     */
    default HostLog filtered(HostSettings settings) {
        return new FilteredLog(this, settings);
    }

    /**
     * Writes a line that is for those who look for a cause.
     *
     * @param category such as {@code Host.Triggers.Queue} or {@code Function.upload}
     */
    default void debug(String category, String message) {
        write(LogLine.of(LogLevel.DEBUG, category, message));
    }

    default void information(String category, String message) {
        write(LogLine.of(LogLevel.INFORMATION, category, message));
    }

    default void warning(String category, String message) {
        write(LogLine.of(LogLevel.WARNING, category, message));
    }

    default void error(String category, String message) {
        write(LogLine.of(LogLevel.ERROR, category, message));
    }
}
