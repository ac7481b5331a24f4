package dev.nephelite.function.worker;

import java.util.function.Supplier;

/** Makes a class loader the one that libraries of the app ask the current thread for. */
final class ContextClassLoader {
    private ContextClassLoader() {}

    static <T> T during(Supplier<T> action, ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
