package dev.nephelite.function.worker;

import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** Hears what user code logs while it runs. Called on whichever thread logs, possibly after the invocation ended. */
@FunctionalInterface
public interface InvocationLog {
    void log(Invocation invocation, Level level, String message, @Nullable Throwable thrown);
}
