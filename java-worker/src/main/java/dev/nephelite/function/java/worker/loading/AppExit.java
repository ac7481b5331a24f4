package dev.nephelite.function.java.worker.loading;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the code of an app that has called {@code System.exit}. The thread that called it stays in {@code Runtime.exit}
 * until the JVM halts.
 */
public final class AppExit {
    private AppExit() {}

    /** Says who has called {@code System.exit}, if code of any app has, while no app is completely loaded. */
    public static Optional<String> caller() {
        return thread(null).map(AppExit::describe);
    }

    /**
     * Returns the thread of an app that has called {@code System.exit}, if any. That is a thread which inherited the
     * class loader of an app, or one of a shared pool that runs code of {@code loader}.
     */
    public static Optional<Thread> thread(@Nullable AppClassLoader loader) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue()).anyMatch(AppExit::isExit))
                .filter(thread -> isOfApp(thread.getKey()) || isLoadedBy(loader, thread.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    public static String describe(Thread thread) {
        return "thread '" + thread.getName() + "' of the app";
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getClassName().equals(Runtime.class.getName())
                && frame.getMethodName().equals("exit");
    }

    private static boolean isOfApp(Thread thread) {
        return thread.getContextClassLoader() instanceof AppClassLoader
                || thread.getClass().getClassLoader() instanceof AppClassLoader;
    }

    private static boolean isLoadedBy(@Nullable AppClassLoader loader, StackTraceElement[] stack) {
        return loader != null && Arrays.stream(stack).anyMatch(frame -> isLoadedBy(loader, frame.getClassName()));
    }

    private static boolean isLoadedBy(AppClassLoader loader, String className) {
        try {
            return Class.forName(className, false, loader).getClassLoader() == loader;
        } catch (ClassNotFoundException | LinkageError ignored) {
            // A class that the app cannot see is none of its own.
            return false;
        }
    }
}
