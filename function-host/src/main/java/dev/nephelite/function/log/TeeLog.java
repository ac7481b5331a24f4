package dev.nephelite.function.log;

import dev.nephelite.function.app.config.HostSettings;

/** Writes every line to two logs, each of which applies its own levels. */
public record TeeLog(HostLog one, HostLog other) implements HostLog {
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
        return new TeeLog(one.filtered(settings), other.filtered(settings));
    }
}
