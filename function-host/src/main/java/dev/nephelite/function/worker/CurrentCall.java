package dev.nephelite.function.worker;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows which call of an app runs on the current thread. */
final class CurrentCall {
    /** Each app has its own, so that the handler of one does not take the records of another. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable CallContext> current = new ThreadLocal<>();

    <T> T during(CallContext call, Supplier<T> action) {
        current.set(call);
        try {
            return action.get();
        } finally {
            current.remove();
        }
    }

    /** Returns the call, or null if this thread runs none of this app. */
    @Nullable
    CallContext get() {
        return current.get();
    }
}
