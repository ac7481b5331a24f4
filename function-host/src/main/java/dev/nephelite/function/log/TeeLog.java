package dev.nephelite.function.log;

import dev.nephelite.function.trigger.HostLog;

/** A log of which two listeners hear every line. */
public record TeeLog(HostLog one, HostLog other) implements HostLog {
    @Override
    public void debug(String category, String message) {
        one.debug(category, message);
        other.debug(category, message);
    }

    @Override
    public void information(String category, String message) {
        one.information(category, message);
        other.information(category, message);
    }

    @Override
    public void warning(String category, String message) {
        one.warning(category, message);
        other.warning(category, message);
    }

    @Override
    public void error(String category, String message) {
        one.error(category, message);
        other.error(category, message);
    }
}
