package dev.nephelite.function.worker;

import java.util.logging.Level;

/** Receives what user code logs while it runs. Called on whichever thread logs, possibly after the invocation ended. */
@FunctionalInterface
public interface InvocationLog {
    /**
     * Receives one line of user code.
     *
     * @param message with the stack trace of the exception that was logged, if there was one
     */
    void log(Invocation invocation, Level level, String message);
}
