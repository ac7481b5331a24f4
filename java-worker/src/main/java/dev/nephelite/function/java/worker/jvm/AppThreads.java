package dev.nephelite.function.java.worker.jvm;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The threads of this JVM that the code of one app has created: running threads and shutdown hooks. */
public final class AppThreads {
    private static final Duration HOOK_TIMEOUT = Duration.ofSeconds(5);

    /** The names that the JDK gives to the threads of its HTTP clients. */
    private static final Pattern HTTP_SELECTOR = Pattern.compile("HttpClient-\\d+-SelectorManager");

    private static final Pattern HTTP_WORKER = Pattern.compile("HttpClient-\\d+-Worker-\\d+");

    private final ClassLoader app;
    private final Map<Thread, Thread> hooks;

    public AppThreads(ClassLoader app) {
        this.app = app;
        hooks = hooks();
    }

    /**
     * The shutdown hooks of the JVM, or none if they are not accessible. The JDK has no public API for them. When the JVM
     * shuts down, it drops its reference to this map, but the map keeps its content.
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

    /**
     * Runs {@code action} with {@code loader} as the context class loader of this thread, which libraries of the app use.
     */
    public static <T> T withContextClassLoader(ClassLoader loader, Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader previous = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(previous);
        }
    }

    /**
     * Runs the app's shutdown hooks, or waits for them if the JVM has already started them, for at most five seconds each.
     */
    public void runShutdownHooks() {
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
     * Interrupts the threads of the JDK's HTTP clients, which cannot be closed otherwise before Java 21. Such a thread ends
     * when its client is garbage, but it keeps the class loader of the app in memory, and with it the client.
     */
    public void endHttpClients() {
        List<Thread> selectors = threads()
                .filter(thread -> HTTP_SELECTOR.matcher(thread.getName()).matches())
                .toList();
        selectors.forEach(Thread::interrupt);
        joinAll(selectors);
    }

    /** The names of the running threads, without those of the JDK's HTTP clients, which end after a minute. */
    public List<String> running() {
        return threads()
                .map(Thread::getName)
                .filter(name -> !HTTP_WORKER.matcher(name).matches())
                .sorted()
                .toList();
    }

    private Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(this::isOfApp);
    }

    /** A thread inherits the context class loader of the call that created it. */
    private boolean isOfApp(Thread thread) {
        return thread.getContextClassLoader() == app || thread.getClass().getClassLoader() == app;
    }
}
