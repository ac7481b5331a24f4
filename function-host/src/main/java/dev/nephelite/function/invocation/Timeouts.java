package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.app.config.TimeSpan;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.log.LogLine.Scope;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.Worker;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Enforces the function timeout. */
final class Timeouts {
    /** How long a function may take to end after it was cancelled. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final @Nullable Duration timeout;
    private final Worker worker;
    private final Clock clock;
    private final HostLog log;

    /** @param timeout null if functions may run without limit */
    Timeouts(@Nullable Duration timeout, Worker worker, Clock clock, HostLog log) {
        this.timeout = timeout;
        this.worker = worker;
        this.clock = clock;
        this.log = log;
    }

    /** The result of {@code call}, or a failure if it takes too long; the call is cancelled then. */
    CompletableFuture<InvocationResult> limit(UUID id, String function, CompletableFuture<InvocationResult> call) {
        if (timeout == null || call.isDone()) {
            return call;
        }
        return clock.limit(call, timeout, late -> {
            if (late.complete(exceeded(timeout, function))) {
                cancel(timeout, id, function, call);
            }
        });
    }

    private static InvocationResult exceeded(Duration timeout, String function) {
        return new InvocationResult.Failure(
                "FunctionTimeoutException: Timeout value of " + TimeSpan.format(timeout)
                        + " was exceeded by function: Functions." + function,
                "");
    }

    /** A worker process that is too busy to say where the function is has to end all the same. */
    private void cancel(Duration exceeded, UUID id, String function, CompletableFuture<InvocationResult> call) {
        CompletableFuture<Void> unused = clock.limit(worker.stack(id), GRACE, late -> late.complete(""))
                .thenAccept(stack -> cancel(exceeded, id, function, call, stack));
    }

    private void cancel(
            Duration exceeded, UUID id, String function, CompletableFuture<InvocationResult> call, String stack) {
        write(
                LogLevel.ERROR,
                id,
                function,
                "Timeout value of %s exceeded by function 'Functions.%s' (Id: '%s'). Initiating cancellation."
                                .formatted(TimeSpan.format(exceeded), function, id)
                        + (stack.isEmpty() ? "" : "\n" + stack));
        worker.cancel(id);
        clock.schedule(GRACE, () -> {
            if (!call.isDone() && !worker.kill(id)) {
                write(
                        LogLevel.WARNING,
                        id,
                        function,
                        "Function '" + function + "' (Id: '" + id
                                + "') keeps running although its thread was interrupted. Its result will be ignored.");
            }
        });
    }

    private void write(LogLevel level, UUID id, String function, String message) {
        log.write(new LogLine(level, "Function." + function, message, new Scope(function, id)));
    }
}
