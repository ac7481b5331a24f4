package dev.nephelite.function.worker;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Hands what user code logs with {@code java.util.logging} to an {@link InvocationLog}.
 *
 * <p>It belongs to one invocation and to no tree of loggers: nothing it hears reaches the loggers of the process, and they
 * do not have to remember it.
 */
final class InvocationLogger extends Logger {
    private final Invocation invocation;
    private final InvocationLog log;
    private final AppStackTraces traces;

    InvocationLogger(Invocation invocation, InvocationLog log, AppStackTraces traces) {
        super(null, null);
        this.invocation = invocation;
        this.log = log;
        this.traces = traces;
        super.setUseParentHandlers(false);
        super.setLevel(Level.ALL);
    }

    @Override
    public void log(LogRecord entry) {
        Filter filter = getFilter();
        if (isLoggable(entry.getLevel()) && (filter == null || filter.isLoggable(entry))) {
            log.log(invocation, entry.getLevel(), traces.of(entry));
        }
        super.log(entry);
    }
}
