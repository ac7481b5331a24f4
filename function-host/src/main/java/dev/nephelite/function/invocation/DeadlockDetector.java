package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.log.LogLine.Scope;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reports invocations that are deadlocked, with their stack traces. Thread-safe. */
final class DeadlockDetector {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Worker worker;
    private final Clock clock;
    private final HostLog log;
    private final Map<UUID, String> running = new ConcurrentHashMap<>();
    private final Map<UUID, String> reported = new ConcurrentHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    DeadlockDetector(Worker worker, Clock clock, HostLog log) {
        this.worker = worker;
        this.clock = clock;
        this.log = log;
    }

    /** Monitors an invocation until {@code call} completes. */
    void add(UUID id, String function, CompletableFuture<InvocationResult> call) {
        if (call.isDone()) {
            return;
        }
        running.put(id, function);
        CompletableFuture<InvocationResult> unused = call.whenComplete((outcome, broken) -> {
            running.remove(id);
            reported.remove(id);
        });
        scheduleNext();
    }

    private void scheduleNext() {
        if (!running.isEmpty() && scheduled.compareAndSet(false, true)) {
            clock.schedule(INTERVAL, this::check);
        }
    }

    private void check() {
        scheduled.set(false);
        if (running.isEmpty()) {
            return;
        }
        CompletableFuture<List<UUID>> unused = worker.deadlocked().whenComplete((ids, failed) -> {
            if (failed == null) {
                ids.forEach(this::report);
            }
            scheduleNext();
        });
    }

    private void report(UUID id) {
        String function = running.get(id);
        if (function != null && reported.putIfAbsent(id, function) == null) {
            CompletableFuture<Void> unused = worker.stack(id).thenAccept(stack -> report(id, function, stack));
        }
    }

    private void report(UUID id, String function, String stack) {
        log.write(new LogLine(
                LogLevel.ERROR,
                "Function." + function,
                "Function '" + function + "' (Id: '" + id + "') is in a deadlock: it cannot end before the host does.\n"
                        + stack,
                new Scope(function, id)));
    }
}
