package dev.nephelite.function.worker;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The threads of this JVM that code of one app has made: those that run, and its shutdown hooks. */
final class AppThreads {
    private static final Duration HOOK_PATIENCE = Duration.ofSeconds(5);

    private final ClassLoader app;
    private final Map<Thread, Thread> hooks;

    AppThreads(ClassLoader app) {
        this.app = app;
        hooks = hooks();
    }

    /**
     * Returns the hooks of the JVM, or none where it keeps them closed. The JDK has no other way to ask for them. Once the
     * JVM is shutting down, it forgets this map, but its content stays.
     */
    @SuppressWarnings("unchecked")
    private static Map<Thread, Thread> hooks() {
        try {
            Field hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
            hooks.setAccessible(true);
            @Nullable Object map = hooks.get(null);
            return map == null ? Map.of() : (Map<Thread, Thread>) map;
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            return Map.of();
        }
    }

    /** Runs the app's shutdown hooks, or waits for them if the JVM has started them already; for five seconds each at most. */
    void runShutdownHooks() {
        List<Thread> own =
                List.copyOf(hooks.keySet()).stream().filter(this::isOfApp).toList();
        own.forEach(AppThreads::start);
        try {
            for (Thread hook : own) {
                hook.join(HOOK_PATIENCE.toMillis());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Thread hook) {
        try {
            if (Runtime.getRuntime().removeShutdownHook(hook)) {
                hook.start();
            }
        } catch (IllegalStateException ignored) {
            // The JVM is shutting down and starts its hooks itself.
        }
    }

    /** The names of the threads that still run. */
    List<String> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(this::isOfApp)
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /** A thread inherits the loader of the call that has made it. */
    private boolean isOfApp(Thread thread) {
        return thread.getContextClassLoader() == app || thread.getClass().getClassLoader() == app;
    }
}
