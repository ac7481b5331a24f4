package dev.nephelite.function.trigger;

import java.util.Map;

/** Where the host says what it does, one line each. Safe for concurrent use. */
public interface HostLog {
    /**
     * Writes a line that is for those who look for a cause.
     *
     * @param category such as {@code Host.Triggers.Queue} or {@code Function.upload}
     */
    void debug(String category, String message);

    void information(String category, String message);

    void warning(String category, String message);

    void error(String category, String message);

    /**
     * Which lines it wants of categories that {@code host.json} does not name: the least level by what categories begin
     * with, or {@code default}. Where nothing is said that is {@code Information}.
     */
    default Map<String, String> levels() {
        return Map.of();
    }
}
