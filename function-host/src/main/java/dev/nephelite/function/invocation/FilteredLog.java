package dev.nephelite.function.invocation;

import dev.nephelite.function.app.HostSettings;
import dev.nephelite.function.trigger.HostLog;

/** A log without the lines that {@code host.json} does not want, or, where it says nothing, the log itself. */
public final class FilteredLog implements HostLog {
    private final HostLog log;
    private final LogLevels levels;

    /**
     * Makes a log that passes on to {@code log} what {@code settings} let through.
     *
     * @throws dev.nephelite.function.app.InvalidAppException if they name a level that there is not
     */
    public FilteredLog(HostLog log, HostSettings settings) {
        this.log = log;
        levels = LogLevels.of(settings.logLevels()).or(log.levels());
    }

    @Override
    public void debug(String category, String message) {
        write(LogLevel.DEBUG, category, message);
    }

    @Override
    public void information(String category, String message) {
        write(LogLevel.INFORMATION, category, message);
    }

    @Override
    public void warning(String category, String message) {
        write(LogLevel.WARNING, category, message);
    }

    @Override
    public void error(String category, String message) {
        write(LogLevel.ERROR, category, message);
    }

    void write(LogLevel level, String category, String message) {
        if (!levels.shows(category, level)) {
            return;
        }
        switch (level) {
            case TRACE, DEBUG -> log.debug(category, message);
            case INFORMATION -> log.information(category, message);
            case WARNING -> log.warning(category, message);
            case ERROR, CRITICAL -> log.error(category, message);
            case NONE -> throw new IllegalArgumentException("no line is of the level 'None'");
        }
    }
}
