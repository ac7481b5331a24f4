package dev.nephelite.function.worker;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Hands what user code logs with {@code java.util.logging} to an {@link InvocationLog}.
 *
 * <p>It belongs to one invocation and to no tree of loggers: nothing it hears reaches the loggers of the process, and they
 * do not have to remember it.
 */
final class InvocationLogger extends Logger {
    private final Invocation invocation;
    private final InvocationLog log;

    InvocationLogger(Invocation invocation, InvocationLog log) {
        super(null, null);
        this.invocation = invocation;
        this.log = log;
        super.setUseParentHandlers(false);
        super.setLevel(Level.ALL);
    }

    @Override
    public void log(LogRecord entry) {
        Filter filter = getFilter();
        if (isLoggable(entry.getLevel()) && (filter == null || filter.isLoggable(entry))) {
            log.log(invocation, entry.getLevel(), new SimpleFormatter().formatMessage(entry), entry.getThrown());
        }
        super.log(entry);
    }
}
