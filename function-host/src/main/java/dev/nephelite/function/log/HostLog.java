package dev.nephelite.function.log;

import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.worker.LogLevel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receives the log lines of the host. Thread-safe. */
@FunctionalInterface
public interface HostLog {
    void write(LogLine line);

    /** Whether a line with this category and level would be shown; if not, it need not be built. */
    default boolean shows(String category, LogLevel level) {
        return true;
    }

    /**
     * The minimum levels for categories that {@code host.json} does not name, by category prefix or {@code default}.
     * Where nothing is set, the minimum is {@code Information}.
     */
    default Map<String, String> levels() {
        return Map.of();
    }

    /**
     * This log without the lines that the settings of an app filter out.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if the settings name an unknown level
     */
    default HostLog filtered(HostSettings settings) {
        return new FilteredLog(this, settings);
    }

    /**
     * Writes a line that helps to find the cause of a problem.
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

    /** A log that writes every line to this log and to {@code other}, each of which applies its own levels. */
    default HostLog and(HostLog other) {
        return new Tee(this, other);
    }

    /** Describes a failure in a message: an exception by its message, which is a sentence, an error by its type as well. */
    static String describe(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null || failure instanceof Error ? failure.toString() : message;
    }

    /** The result of {@link #and}. */
    record Tee(HostLog one, HostLog other) implements HostLog {
        @Override
        public void write(LogLine line) {
            one.write(line);
            other.write(line);
        }

        @Override
        public boolean shows(String category, LogLevel level) {
            return one.shows(category, level) || other.shows(category, level);
        }

        @Override
        public HostLog filtered(HostSettings settings) {
            return new Tee(one.filtered(settings), other.filtered(settings));
        }
    }
}
