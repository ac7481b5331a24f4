package dev.nephelite.function.worker;

import java.util.Locale;

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

    /** The level of a line on standard error, as the cloud's host judges it. */
    public static LogLevel ofErrorLine(String line) {
        String text = line.toLowerCase(Locale.ROOT);
        if (text.contains("warn")) {
            return WARNING;
        }
        boolean bad = text.contains("error")
                || text.contains("fail")
                || text.contains("severe")
                || text.contains("unhandled exception");
        return bad ? ERROR : INFORMATION;
    }
}
