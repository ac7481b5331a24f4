package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.RetryPolicy;
import dev.nephelite.function.binding.FunctionBindings;
import dev.nephelite.function.debugger.ConcurrencyLimit;
import dev.nephelite.function.debugger.DebuggerState;
import dev.nephelite.function.expression.ExpressionScope;
import dev.nephelite.function.invocation.InvocationStatistics.Counters;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.Invoker;
import dev.nephelite.function.trigger.Repetition;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerType.RetryRule;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.Invocation.Attempt;
import dev.nephelite.function.worker.Invocation.Trace;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Invokes functions on a worker. Inputs are read concurrently before the call and outputs are written concurrently
 * after it; if one of them fails, the invocation fails. Thread-safe.
 */
public final class FunctionInvoker implements Invoker {
    private final Worker worker;
    private final Clocks clocks;
    private final Ids ids;
    private final HostLog log;
    private final Executor executor;
    private final Map<String, Prepared> functions = new ConcurrentHashMap<>();
    private final Map<Object, CompletableFuture<InvocationResult>> running = new ConcurrentHashMap<>();
    private final ConcurrencyLimit concurrency;
    private final @Nullable RetryPolicy retry;
    private final Timeouts timeouts;
    private final Retries retries;
    private final InvocationLines.RepeatedFailures failures;
    private final DeadlockDetector deadlocks;
    private final InvocationStatistics statistics;
    private final InvocationListener listener;

    /**
     * An invoker without functions.
     *
     * @param settings the timeout and the default retry policy
     * @param debuggers has the clocks for timeouts, retries and reports of deadlocks
     * @param executor for inputs and outputs, which block on storage
     * @param statistics counts the invocations
     * @param listener is notified of every attempt
     */
    public FunctionInvoker(
            Worker worker,
            HostSettings settings,
            Clocks clocks,
            DebuggerState debuggers,
            Ids ids,
            HostLog log,
            Executor executor,
            InvocationStatistics statistics,
            InvocationListener listener) {
        this.statistics = statistics;
        this.listener = listener;
        this.worker = worker;
        this.clocks = clocks;
        this.ids = ids;
        this.log = log;
        this.executor = executor;
        concurrency = debuggers.concurrency();
        Clocks deadlines = debuggers.deadlines().clocks();
        retry = settings.retry();
        timeouts = new Timeouts(settings.functionTimeout(), worker, deadlines.machine(), log);
        failures = new InvocationLines.RepeatedFailures(clocks.machine());
        deadlocks = new DeadlockDetector(worker, deadlines.machine(), log);
        retries = new Retries(deadlines.cloud(), ids, log, executor);
    }

    /**
     * Adds a function that the worker has loaded.
     *
     * @param rule whether a retry policy is followed
     */
    public void add(FunctionDefinition function, FunctionBindings bindings, RetryRule rule) {
        @Nullable RetryPolicy policy = function.retry() == null ? retry : function.retry();
        functions.put(
                function.name(),
                new Prepared(bindings, rule.followsPolicy() ? policy : null, statistics.of(function.name())));
    }

    /** @param retry the policy that invocations of the function follow, or null */
    private record Prepared(
            FunctionBindings bindings, @Nullable RetryPolicy retry, Counters counters) {}

    @Override
    public CompletableFuture<InvocationResult> invoke(FunctionDefinition function, TriggerEvent event) {
        Prepared prepared = functions.get(function.name());
        if (prepared == null) {
            throw new IllegalStateException("Function '" + function.name() + "' was never added.");
        }
        @Nullable RetryPolicy policy = event.repetition() == null ? prepared.retry() : null;
        TraceContext trace = event.cause() == null ? TraceContext.begin(ids) : event.cause();
        CompletableFuture<InvocationResult> outcome = policy == null
                ? attempt(function, prepared, event, trace, null)
                : retries.run(function.name(), policy, attempt -> attempt(function, prepared, event, trace, attempt));
        Object key = new Object();
        running.put(key, outcome);
        return outcome.whenComplete((ended, never) -> running.remove(key));
    }

    /** The number of invocations in progress, including those that wait for a retry. */
    public int running() {
        return running.size();
    }

    /** The number of invocations that wait for their next attempt. */
    public int waitingForRetry() {
        return retries.waiting();
    }

    /** When the next attempt of an invocation of the function begins, by the cloud's clock; empty if none waits. */
    public Optional<Instant> nextAttempt(String function) {
        return retries.nextAttempt(function);
    }

    /** Starts no further attempts of failed invocations. */
    public void stopRetrying() {
        retries.stop();
    }

    /** Completes when every invocation in progress has ended. */
    public CompletableFuture<Void> settled() {
        return all(running.values());
    }

    @Override
    public ContentForm contentForm(FunctionDefinition function) {
        return worker.contentForm(function.name(), function.trigger().name());
    }

    private CompletableFuture<InvocationResult> attempt(
            FunctionDefinition function,
            Prepared prepared,
            TriggerEvent event,
            TraceContext trace,
            @Nullable Attempt attempt) {
        return concurrency.run(function.name(), executor, () -> start(function, prepared, event, trace, attempt));
    }

    /** @param trace that the attempt belongs to */
    private CompletableFuture<InvocationResult> start(
            FunctionDefinition function,
            Prepared prepared,
            TriggerEvent event,
            TraceContext trace,
            @Nullable Attempt attempt) {
        FunctionBindings bound = prepared.bindings();
        @Nullable Repetition repetition = event.repetition();
        UUID id = repetition == null ? ids.uuid() : repetition.id();
        TraceContext span = trace.child(ids).withInvocation(id);
        InvocationLines lines = new InvocationLines(log, clocks.machine(), failures, function.name(), id);
        listener.started(
                new StartedInvocation(id, function, lines.start(), queued(event, attempt), event, attempt, span));
        lines.executing(event);
        ExpressionScope scope = new ExpressionScope(
                function.name(), event.metadata(), clocks.cloud().now(), ids::uuid);
        Supplier<TraceContext> requests = () -> span.child(ids);
        CompletableFuture<Map<String, TypedData>> reading = read(bound.inputs(), repetition, scope, requests);
        return reading.thenCompose(inputs -> call(
                                invocation(id, function, event, inputs, span, attempt), lines, prepared.counters())
                        .thenCompose(ended -> write(bound, repetition, ended, scope, requests))
                        .whenComplete((ended, never) -> close(inputs.values())))
                .exceptionally(FunctionInvoker::failure)
                .whenComplete((outcome, never) -> {
                    prepared.counters().ended(outcome, lines.elapsed());
                    lines.executed(outcome);
                    Map<String, TypedData> inputs = reading.isCompletedExceptionally() ? Map.of() : reading.join();
                    listener.ended(lines.ended(withTrigger(function, event, inputs), outcome, span, event.cause()));
                })
                // Logging may fail as well.
                .exceptionally(FunctionInvoker::failure);
    }

    /** A further attempt waits for its retry, not for the host. */
    private @Nullable Duration queued(TriggerEvent event, @Nullable Attempt attempt) {
        @Nullable Instant availableAt = event.delivery().availableAt();
        if (availableAt == null || (attempt != null && attempt.number() > 0)) {
            return null;
        }
        Duration waited = Duration.between(availableAt, clocks.cloud().now());
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    private CompletableFuture<Map<String, TypedData>> read(
            Map<String, FunctionBindings.Input> inputs,
            @Nullable Repetition repetition,
            ExpressionScope scope,
            Supplier<TraceContext> requests) {
        Map<String, CompletableFuture<TypedData>> reading = new HashMap<>();
        inputs.forEach((name, input) -> {
            @Nullable
            TypedData given = repetition == null ? null : repetition.inputs().get(name);
            reading.put(
                    name,
                    given == null
                            ? CompletableFuture.supplyAsync(() -> read(name, input, scope, requests), executor)
                            : CompletableFuture.completedFuture(given));
        });
        return all(reading.values())
                .whenComplete((done, failed) -> {
                    if (failed != null) {
                        reading.values().stream()
                                .filter(value -> !value.isCompletedExceptionally())
                                .forEach(value -> close(List.of(value.join())));
                    }
                })
                .thenApply(done -> {
                    Map<String, TypedData> values = new HashMap<>();
                    reading.forEach((name, value) -> values.put(name, value.join()));
                    return values;
                });
    }

    private static TypedData read(
            String name, FunctionBindings.Input input, ExpressionScope scope, Supplier<TraceContext> requests) {
        try {
            return TraceScope.call(requests, () -> input.read(scope));
        } catch (RuntimeException failed) {
            throw BindingFailure.ofInput(name, failed);
        }
    }

    private Invocation invocation(
            UUID id,
            FunctionDefinition function,
            TriggerEvent event,
            Map<String, TypedData> inputs,
            TraceContext span,
            @Nullable Attempt attempt) {
        return new Invocation(
                id,
                function.name(),
                withTrigger(function, event, inputs),
                event.metadata(),
                new Trace(span.header(), span.state()),
                attempt);
    }

    private static Map<String, TypedData> withTrigger(
            FunctionDefinition function, TriggerEvent event, Map<String, TypedData> inputs) {
        Map<String, TypedData> values = new LinkedHashMap<>();
        values.put(function.trigger().name(), event.value());
        inputs.forEach(values::putIfAbsent);
        return values;
    }

    private CompletableFuture<InvocationResult> call(Invocation invocation, InvocationLines lines, Counters counters) {
        lines.calling();
        CompletableFuture<InvocationResult> call = worker.invoke(invocation, lines.ofUser(counters::used));
        deadlocks.add(invocation.id(), invocation.functionName(), call);
        return timeouts.limit(invocation.id(), invocation.functionName(), call);
    }

    /** Returns the outcome with every output under its own name, once all of them are written. */
    private CompletableFuture<InvocationResult> write(
            FunctionBindings bound,
            @Nullable Repetition repetition,
            InvocationResult ended,
            ExpressionScope scope,
            Supplier<TraceContext> requests) {
        if (!(ended instanceof InvocationResult.Success success)) {
            return CompletableFuture.completedFuture(ended);
        }
        Map<String, TypedData> values = bound.outputValues(success);
        List<CompletableFuture<Void>> writing = new ArrayList<>();
        boolean writes = repetition == null || repetition.writesOutputs();
        bound.outputs().forEach((name, output) -> {
            TypedData value = values.get(name);
            if (writes && value != null && output != FunctionBindings.Output.BY_TRIGGER) {
                writing.add(CompletableFuture.runAsync(() -> write(name, output, value, scope, requests), executor));
            }
        });
        return all(writing).thenApply(done -> new InvocationResult.Success(success.returnValue(), values));
    }

    private static void write(
            String name,
            FunctionBindings.Output output,
            TypedData value,
            ExpressionScope scope,
            Supplier<TraceContext> requests) {
        try {
            TraceScope.run(requests, () -> output.write(value, scope));
        } catch (RuntimeException failed) {
            throw BindingFailure.ofOutput(name, failed);
        }
    }

    private static CompletableFuture<Void> all(Collection<? extends CompletableFuture<?>> several) {
        return CompletableFuture.allOf(several.toArray(CompletableFuture<?>[]::new));
    }

    private static InvocationResult failure(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof BindingFailure) {
            return new InvocationResult.Failure(String.valueOf(cause.getMessage()), "");
        }
        try {
            StringWriter stack = new StringWriter();
            cause.printStackTrace(new PrintWriter(stack));
            return new InvocationResult.Failure(cause.toString(), stack.toString());
        } catch (RuntimeException | Error indescribable) {
            return InvocationResult.Failure.indescribable(cause);
        }
    }

    /** An input could not be read or an output not written; the message names the binding and the reason. */
    private static final class BindingFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private BindingFailure(String message, RuntimeException cause) {
            super(message + " " + (cause.getMessage() == null ? cause : cause.getMessage()), cause);
        }

        static BindingFailure ofInput(String name, RuntimeException cause) {
            return new BindingFailure("Exception binding parameter '" + name + "'.", cause);
        }

        static BindingFailure ofOutput(String name, RuntimeException cause) {
            return new BindingFailure("Error while handling parameter " + name + " after function returned:", cause);
        }
    }

    static void close(Collection<TypedData> values) {
        for (TypedData value : values) {
            if (value instanceof TypedData.Stream stream) {
                try {
                    stream.content().close();
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        }
    }
}
