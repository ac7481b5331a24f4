package dev.nephelite.function.trigger.eventgrid;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets work of the same key begin only when the work before it has ended. Safe for concurrent use. */
final class KeyedSerialExecutor {
    private final Map<String, CompletableFuture<Void>> last = new HashMap<>();

    /** Begins {@code work} when it is its turn; how the work before it ended makes no difference. */
    <T> CompletableFuture<T> after(String key, Supplier<CompletableFuture<T>> work) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        return before(key, end).thenCompose(turn -> work.get()).whenComplete((result, failure) -> {
            leave(key, end);
            end.complete(null);
        });
    }

    private synchronized CompletableFuture<Void> before(String key, CompletableFuture<Void> end) {
        @Nullable CompletableFuture<Void> before = last.put(key, end);
        return before == null ? CompletableFuture.completedFuture(null) : before;
    }

    private synchronized void leave(String key, CompletableFuture<Void> end) {
        last.remove(key, end);
    }
}
