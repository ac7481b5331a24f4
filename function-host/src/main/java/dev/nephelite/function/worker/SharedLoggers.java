package dev.nephelite.function.worker;

import dev.nephelite.function.app.AppClassLoader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The loggers of this JVM, which outlive every app. What an app has attached to them is taken off when it is closed, or it
 * would go on listening, and its classes could never be let go; what it has taken off the root is put back.
 */
final class SharedLoggers implements AutoCloseable {
    private final ClassLoader app;
    private final List<Handler> before;

    SharedLoggers(ClassLoader app) {
        this.app = app;
        before = Arrays.stream(root().getHandlers())
                .filter(handler -> !(handler.getClass().getClassLoader() instanceof AppClassLoader))
                .toList();
    }

    private static Logger root() {
        return Objects.requireNonNull(LogManager.getLogManager().getLogger(""));
    }

    @Override
    public void close() {
        for (String name : Collections.list(LogManager.getLogManager().getLoggerNames())) {
            Logger logger = LogManager.getLogManager().getLogger(name);
            if (logger != null) {
                Arrays.stream(logger.getHandlers()).filter(this::isOfTheApp).forEach(logger::removeHandler);
            }
        }
        List<Handler> left = List.of(root().getHandlers());
        before.stream().filter(handler -> !left.contains(handler)).forEach(root()::addHandler);
    }

    private boolean isOfTheApp(Handler handler) {
        return handler.getClass().getClassLoader() == app;
    }
}
