package dev.nephelite.function.worker;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Hands what user code logs with {@code java.util.logging} to an {@link InvocationLog}. */
final class InvocationLogger extends Handler {
    private final Invocation invocation;
    private final InvocationLog log;

    private InvocationLogger(Invocation invocation, InvocationLog log) {
        this.invocation = invocation;
        this.log = log;
    }

    /** Returns a logger of this invocation alone; nothing it hears reaches the loggers of the process. */
    static Logger of(Invocation invocation, InvocationLog log) {
        Logger logger = new Unregistered();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(new InvocationLogger(invocation, log));
        return logger;
    }

    /** A logger nobody else knows: an anonymous one would be listed by the root logger, under a lock all share. */
    private static final class Unregistered extends Logger {
        Unregistered() {
            super(null, null);
        }
    }

    @Override
    public void publish(LogRecord entry) {
        log.log(invocation, entry.getLevel(), new SimpleFormatter().formatMessage(entry), entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
