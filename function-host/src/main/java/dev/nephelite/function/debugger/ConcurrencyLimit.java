package dev.nephelite.function.debugger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * While a debugger is attached, lets only some invocations of each function run at a time, so that others do not stop at the
 * breakpoints of the one that is being followed. They wait in order. Functions never wait for each other, and invocations that
 * run when the debugger is attached do not count. Thread-safe.
 */
public final class ConcurrencyLimit {
    private final int invocations;
    private final Map<String, Queue> queues = new HashMap<>();
    private volatile boolean active;

    /** @param invocations of one function at a time, at least 1 */
    ConcurrencyLimit(int invocations) {
        this.invocations = invocations;
    }

    /**
     * Starts an invocation, now or when others of the same function have ended.
     *
     * @param executor starts an invocation that had to wait
     */
    public <T> CompletableFuture<T> run(String function, Executor executor, Supplier<CompletableFuture<T>> invocation) {
        if (!active) {
            return invocation.get();
        }
        CompletableFuture<Void> permit = acquire(function);
        CompletableFuture<T> result = permit.isDone()
                ? permit.thenCompose(now -> invocation.get())
                : permit.thenComposeAsync(now -> invocation.get(), executor);
        return result.whenComplete((ended, failed) -> release(function));
    }

    /** Whether the limit applies; without it, everything that waits starts. */
    void setActive(boolean now) {
        List<CompletableFuture<Void>> released = new ArrayList<>();
        synchronized (this) {
            active = now;
            if (!now) {
                queues.values().forEach(queue -> {
                    queue.running += queue.waiting.size();
                    released.addAll(queue.waiting);
                    queue.waiting.clear();
                });
            }
        }
        released.forEach(permit -> permit.complete(null));
    }

    private synchronized CompletableFuture<Void> acquire(String function) {
        Queue queue = queues.computeIfAbsent(function, name -> new Queue());
        CompletableFuture<Void> permit = new CompletableFuture<>();
        if (active && queue.running >= invocations) {
            queue.waiting.add(permit);
        } else {
            queue.running++;
            permit.complete(null);
        }
        return permit;
    }

    private void release(String function) {
        @Nullable CompletableFuture<Void> next;
        synchronized (this) {
            Queue queue = queues.computeIfAbsent(function, name -> new Queue());
            boolean full = active && queue.running > invocations;
            next = full ? null : queue.waiting.poll();
            if (next == null) {
                queue.running--;
            }
        }
        if (next != null) {
            next.complete(null);
        }
    }

    /** The invocations of one function. */
    private static final class Queue {
        private int running;
        private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    }
}
