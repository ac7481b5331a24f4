package dev.nephelite.function.invocation;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.ContentForm;
import dev.nephelite.function.worker.Worker.InvocationLog;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * A worker whose every function does what a test says.
 *
 * @param deadlocked the invocations that wait for each other
 */
record ScriptedWorker(BiFunction<Invocation, InvocationLog, InvocationResult> code, List<UUID> deadlocked)
        implements Worker {
    ScriptedWorker(BiFunction<Invocation, InvocationLog, InvocationResult> code) {
        this(code, List.of());
    }

    @Override
    public List<FunctionError> load(App app) {
        return List.of();
    }

    @Override
    public CompletableFuture<InvocationResult> invoke(Invocation invocation, InvocationLog userLog) {
        return CompletableFuture.completedFuture(code.apply(invocation, userLog));
    }

    @Override
    public ContentForm contentForm(String function, String binding) {
        return ContentForm.VALUE;
    }

    @Override
    public List<String> portabilityWarnings(String function) {
        return List.of();
    }

    @Override
    public void cancel(UUID invocation) {}

    @Override
    public String stack(UUID invocation) {
        return deadlocked.contains(invocation) ? "the stack of " + invocation : "";
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public List<String> threadsLeft() {
        return List.of();
    }

    @Override
    public Optional<String> exiting() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Void> drain() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
