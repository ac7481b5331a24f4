package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.log.LogLine.Scope;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.Worker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Reports deadlocks of invocations, each once, with the stack traces of its threads. Thread-safe. */
final class DeadlockDetector {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Worker worker;
    private final Clock clock;
    private final HostLog log;
    private final Map<UUID, String> running = new ConcurrentHashMap<>();
    private final Set<UUID> reported = ConcurrentHashMap.newKeySet();
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
        CompletableFuture<List<List<UUID>>> unused = worker.deadlocks().whenComplete((deadlocks, failed) -> {
            if (failed == null) {
                deadlocks.forEach(this::report);
            }
            scheduleNext();
        });
    }

    private void report(List<UUID> deadlock) {
        Map<UUID, String> functions = new LinkedHashMap<>();
        for (UUID id : deadlock) {
            String function = running.get(id);
            if (function != null) {
                functions.put(id, function);
            }
        }
        if (reported.addAll(functions.keySet())) {
            UUID first = functions.keySet().iterator().next();
            CompletableFuture<Void> unused = worker.stack(first).thenAccept(stack -> report(functions, first, stack));
        }
    }

    private void report(Map<UUID, String> functions, UUID first, String stack) {
        String function = String.valueOf(functions.get(first));
        String names = functions.entrySet().stream()
                .map(each -> "'" + each.getValue() + "' (Id: '" + each.getKey() + "')")
                .collect(Collectors.joining(" and "));
        String message = functions.size() == 1
                ? "Function " + names + " is in a deadlock: it cannot end before the host does."
                : "Functions " + names + " are in a deadlock: they cannot end before the host does.";
        log.write(new LogLine(
                LogLevel.ERROR, "Function." + function, message + "\n" + stack, new Scope(function, first)));
    }
}
