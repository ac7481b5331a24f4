package dev.nephelite.function.log;

/** The severity of a log line, in ascending order, as {@code host.json} names it. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFORMATION,
    WARNING,
    ERROR,
    CRITICAL,

    /** Only a minimum: no line of the category is shown. */
    NONE
}
