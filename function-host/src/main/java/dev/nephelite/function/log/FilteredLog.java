package dev.nephelite.function.log;

import dev.nephelite.function.app.config.HostSettings;

/** A log without the lines that {@code host.json} does not want, or, where it says nothing, the log itself. */
public final class FilteredLog implements HostLog {
    private final HostLog log;
    private final LogLevels levels;

    /**
     * Makes a log that passes on to {@code log} what {@code settings} let through.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if they name a level that there is not
     */
    public FilteredLog(HostLog log, HostSettings settings) {
        this.log = log;
        levels = LogLevels.of(settings.logLevels()).or(log.levels());
    }

    @Override
    public boolean shows(String category, LogLevel level) {
        return levels.shows(category, level) && log.shows(category, level);
    }

    @Override
    public void write(LogLine line) {
        if (levels.shows(line.category(), line.level())) {
            log.write(line);
        }
    }
}
