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

    /** The name as {@code host.json} spells it, such as {@code Information}. */
    public String displayName() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

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
