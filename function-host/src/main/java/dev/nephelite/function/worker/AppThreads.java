package dev.nephelite.function.worker;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The threads of this JVM that code of one app has made: those that run, and its shutdown hooks. */
final class AppThreads {
    private static final Duration HOOK_TIMEOUT = Duration.ofSeconds(5);

    /** What the JDK calls the threads of its HTTP clients. */
    private static final Pattern HTTP_SELECTOR = Pattern.compile("HttpClient-\\d+-SelectorManager");

    private static final Pattern HTTP_WORKER = Pattern.compile("HttpClient-\\d+-Worker-\\d+");

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

    /** Runs {@code action} with {@code loader} as the context class loader of this thread, which libraries of the app use. */
    static <T> T withContextClassLoader(ClassLoader loader, Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader previous = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(previous);
        }
    }

    /** Runs the app's shutdown hooks, or waits for them if the JVM has started them already; for five seconds each at most. */
    void runShutdownHooks() {
        List<Thread> own =
                List.copyOf(hooks.keySet()).stream().filter(this::isOfApp).toList();
        own.forEach(AppThreads::start);
        joinAll(own);
    }

    private static void joinAll(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join(HOOK_TIMEOUT.toMillis());
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

    /**
     * Ends the threads of the JDK's HTTP clients, which has no other way to close a client before Java 21. Otherwise such a
     * thread would keep the class loader of the app in memory, and with it the client, on whose end the thread waits.
     */
    void endHttpClients() {
        List<Thread> selectors = threads()
                .filter(thread -> HTTP_SELECTOR.matcher(thread.getName()).matches())
                .toList();
        selectors.forEach(Thread::interrupt);
        joinAll(selectors);
    }

    /** The names of the threads that still run, without those of the JDK's HTTP clients, which end after a minute. */
    List<String> running() {
        return threads()
                .map(Thread::getName)
                .filter(name -> !HTTP_WORKER.matcher(name).matches())
                .sorted()
                .toList();
    }

    private Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(this::isOfApp);
    }

    /** A thread inherits the loader of the call that has made it. */
    private boolean isOfApp(Thread thread) {
        return thread.getContextClassLoader() == app || thread.getClass().getClassLoader() == app;
    }
}
