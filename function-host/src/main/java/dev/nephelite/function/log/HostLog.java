package dev.nephelite.function.log;

/** Where the host says what it does, one line each. Safe for concurrent use. */
@FunctionalInterface
public interface HostLog {
    void write(LogLine line);

    /** Whether a line like that would be seen by anybody; one that nobody sees need not be made. */
    default boolean shows(String category, LogLevel level) {
        return true;
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
