package dev.nephelite.function.invocation;

import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.InvocationLog;
import dev.nephelite.function.worker.WorkerApp;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A worker whose every function does what a test says.
 *
 * @param knownDeadlocks the invocations that wait for each other
 * @param stacks returns where an invocation is
 * @param cancelled receives the invocations that are cancelled
 */
record ScriptedWorker(
        BiFunction<Invocation, InvocationLog, InvocationResult> code,
        List<List<UUID>> knownDeadlocks,
        Function<UUID, String> stacks,
        List<UUID> cancelled)
        implements Worker {
    ScriptedWorker(BiFunction<Invocation, InvocationLog, InvocationResult> code) {
        this(code, List.of());
    }

    ScriptedWorker(BiFunction<Invocation, InvocationLog, InvocationResult> code, List<List<UUID>> deadlocks) {
        this(code, deadlocks, invocation -> "the stack of " + invocation, new ArrayList<>());
    }

    @Override
    public List<LoadError> load(WorkerApp app) {
        return List.of();
    }

    @Override
    public CompletableFuture<InvocationResult> invoke(Invocation invocation, InvocationLog userLog) {
        return CompletableFuture.completedFuture(code.apply(invocation, userLog));
    }

    @Override
    public void cancel(UUID invocation) {
        cancelled.add(invocation);
    }

    @Override
    public CompletableFuture<List<List<UUID>>> deadlocks() {
        return CompletableFuture.completedFuture(knownDeadlocks);
    }

    @Override
    public CompletableFuture<String> stack(UUID invocation) {
        return CompletableFuture.completedFuture(stacks.apply(invocation));
    }

    @Override
    public CompletableFuture<Void> drain() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
