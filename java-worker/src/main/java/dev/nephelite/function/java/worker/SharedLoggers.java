package dev.nephelite.function.java.worker;

import dev.nephelite.function.java.worker.CallContext.CurrentCall;
import dev.nephelite.function.java.worker.loading.AppClassLoader;
import dev.nephelite.function.java.worker.loading.AppClasses;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The loggers of this JVM, which outlive every app. While an app is loaded, records that its code and libraries log during
 * a call go to the log of the invocation instead of standard error.
 *
 * <p>If the classes of the app are discarded, closing removes the handlers that it has attached, which would keep its
 * classes in memory, and restores the handlers that it has removed from the root logger.
 */
final class SharedLoggers implements AutoCloseable {
    private final AppClasses app;
    private final CurrentCall calls;
    private final List<Handler> before;
    private final CallHandler handler = new CallHandler();

    SharedLoggers(AppClasses app, CurrentCall calls) {
        this.app = app;
        this.calls = calls;
        before = Arrays.stream(root().getHandlers())
                .filter(other -> !(other instanceof CallHandler))
                .filter(other -> !(other.getClass().getClassLoader() instanceof AppClassLoader))
                .toList();
        before.forEach(other -> OutsideOfCalls.add(calls, other));
        root().addHandler(handler);
    }

    private static Logger root() {
        return Objects.requireNonNull(LogManager.getLogManager().getLogger(""));
    }

    @Override
    public void close() {
        root().removeHandler(handler);
        if (app.areDiscarded()) {
            discardHandlers();
        }
        before.forEach(other -> OutsideOfCalls.remove(calls, other));
    }

    private void discardHandlers() {
        for (String name : Collections.list(LogManager.getLogManager().getLoggerNames())) {
            Logger logger = LogManager.getLogManager().getLogger(name);
            if (logger != null) {
                Arrays.stream(logger.getHandlers()).filter(this::isOfTheApp).forEach(logger::removeHandler);
            }
        }
        List<Handler> left = List.of(root().getHandlers());
        before.stream().filter(other -> !left.contains(other)).forEach(root()::addHandler);
    }

    private boolean isOfTheApp(Handler other) {
        return other.getClass().getClassLoader() == app.loader();
    }

    /** Writes records to the log of the call that runs on this thread. */
    private final class CallHandler extends Handler {
        @Override
        public void publish(LogRecord entry) {
            @Nullable CallContext call = calls.get();
            if (call != null && isOfApp(entry)) {
                call.log(entry);
            }
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** Records that the host itself logs on the thread of a call do not belong to the call. */
    private static boolean isOfApp(LogRecord entry) {
        return !String.valueOf(entry.getLoggerName()).startsWith("dev.nephelite.");
    }

    /** Excludes records of calls from a handler of the process. All apps share one filter per handler. */
    private record OutsideOfCalls(@Nullable Filter inner, List<CurrentCall> apps) implements Filter {
        static void add(CurrentCall calls, Handler handler) {
            synchronized (handler) {
                if (handler.getFilter() instanceof OutsideOfCalls present) {
                    present.apps().add(calls);
                } else {
                    handler.setFilter(
                            new OutsideOfCalls(handler.getFilter(), new CopyOnWriteArrayList<>(List.of(calls))));
                }
            }
        }

        static void remove(CurrentCall calls, Handler handler) {
            synchronized (handler) {
                if (handler.getFilter() instanceof OutsideOfCalls filter) {
                    filter.apps().remove(calls);
                    if (filter.apps().isEmpty()) {
                        handler.setFilter(filter.inner());
                    }
                }
            }
        }

        @Override
        public boolean isLoggable(LogRecord entry) {
            boolean ofCall = isOfApp(entry) && apps.stream().anyMatch(calls -> calls.get() != null);
            return !ofCall && (inner == null || inner.isLoggable(entry));
        }
    }
}
