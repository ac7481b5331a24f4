package dev.nephelite.function.trigger;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Functions that do nothing until the test says how they end. */
final class Calls implements Invoker {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    private static final Duration LITTLE = Duration.ofMillis(50);
    private static final int MOST_STEPS = 2000;

    private final BlockingQueue<Call> waiting = new LinkedBlockingQueue<>();
    private volatile boolean streamed;

    @Override
    public CompletableFuture<InvocationResult> invoke(FunctionDefinition function, TriggerEvent event) {
        Call call = new Call(function.name(), event, new CompletableFuture<>());
        waiting.add(call);
        return call.outcome;
    }

    @Override
    public ContentForm contentForm(FunctionDefinition function) {
        return streamed ? ContentForm.STREAM : ContentForm.VALUE;
    }

    /** From now on, every function gets its content as a stream. */
    void wantStreams() {
        streamed = true;
    }

    /** The next call, as soon as there is one. */
    Call next() throws InterruptedException {
        Call call = within(HANG_LIMIT);
        if (call == null) {
            throw new AssertionError("no call within " + HANG_LIMIT);
        }
        return call;
    }

    /** The next call, moving the time on by {@code step} until there is one. */
    Call nextWhileAdvancing(ManualClock clock, Duration step) throws InterruptedException {
        Call call = within(LITTLE);
        for (int steps = 0; call == null && steps < MOST_STEPS; steps++) {
            clock.advance(step);
            call = within(LITTLE);
        }
        if (call == null) {
            throw new AssertionError("no call within " + step.multipliedBy(MOST_STEPS));
        }
        return call;
    }

    /** The next call, if there is one before long. */
    @Nullable
    Call soon() throws InterruptedException {
        return within(LITTLE);
    }

    private @Nullable Call within(Duration patience) throws InterruptedException {
        return waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Calls that were begun and not yet looked at. */
    int count() {
        return waiting.size();
    }

    /** One call in progress. */
    record Call(String function, TriggerEvent event, CompletableFuture<InvocationResult> outcome) {
        void succeed() {
            outcome.complete(new InvocationResult.Success(TypedData.NONE, Map.of()));
        }

        void fail() {
            outcome.complete(new InvocationResult.Failure("IllegalStateException: no", ""));
        }

        String text() {
            return event.value() instanceof TypedData.Json json
                    ? json.value()
                    : ((TypedData.Text) event.value()).value();
        }
    }
}
