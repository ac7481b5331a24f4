package dev.nephelite.function.log;

import java.util.logging.Level;

/** The severity of a log line, in ascending order, as {@code host.json} names it. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFORMATION,
    WARNING,
    ERROR,
    CRITICAL,

    /** Only a minimum: no line of the category is shown. */
    NONE;

    /** The level of a line that a Java function logs. */
    public static LogLevel of(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return ERROR;
        }
        if (value >= Level.WARNING.intValue()) {
            return WARNING;
        }
        if (value >= Level.INFO.intValue()) {
            return INFORMATION;
        }
        return value >= Level.CONFIG.intValue() ? DEBUG : TRACE;
    }
}
