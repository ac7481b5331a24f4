package dev.nephelite.emulator.trace;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace context in which a thread works. What the thread causes on other threads has none, unless it passes {@link #current}
 * on.
 */
public final class TraceScope {
    private static final ThreadLocal<@Nullable Supplier<TraceContext>> CURRENT = new ThreadLocal<>();

    private TraceScope() {}

    /**
     * Does {@code work} in a trace context; afterwards, the thread has the same context as before.
     *
     * @param context called whenever a context is needed, also by other threads; null for work that belongs to no trace
     */
    public static <T, X extends Exception> T call(@Nullable Supplier<TraceContext> context, Work<T, X> work) throws X {
        @Nullable Supplier<TraceContext> outer = CURRENT.get();
        CURRENT.set(context);
        try {
            return work.call();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * Does {@code work} that continues the trace of an earlier request.
     *
     * @param cause the context of that request; null for work that belongs to no trace
     */
    public static <T, X extends Exception> T call(@Nullable TraceContext cause, Work<T, X> work) throws X {
        return call(cause == null ? null : () -> cause, work);
    }

    /** Like {@link #call(TraceContext, Work)}, without a result. */
    public static void run(@Nullable TraceContext cause, Runnable work) {
        run(cause == null ? null : () -> cause, work);
    }

    /** Like {@link #call(Supplier, Work)}, without a result. */
    public static void run(@Nullable Supplier<TraceContext> context, Runnable work) {
        call(context, () -> {
            work.run();
            return true;
        });
    }

    /** What makes the context of this thread, or null if its work belongs to no trace. */
    public static @Nullable Supplier<TraceContext> current() {
        return CURRENT.get();
    }

    /** What a thread does in a trace context. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T call() throws X;
    }
}
