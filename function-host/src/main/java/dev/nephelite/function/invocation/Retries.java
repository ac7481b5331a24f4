package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.function.app.config.RetryPolicy;
import dev.nephelite.function.app.config.TimeSpan;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.Backoff;
import dev.nephelite.function.worker.Invocation.Attempt;
import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Repeats failed invocations according to a retry policy, until the host stops. Thread-safe. */
final class Retries {
    private final Clock clock;
    private final Ids ids;
    private final HostLog log;
    private final Executor executor;
    private final Set<Run> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Retries(Clock clock, Ids ids, HostLog log, Executor executor) {
        this.clock = clock;
        this.ids = ids;
        this.log = log;
        this.executor = executor;
    }

    /**
     * Runs {@code attempt} until it succeeds or the policy ends.
     *
     * @return the result of the last attempt
     */
    CompletableFuture<InvocationResult> run(
            String function, RetryPolicy policy, Function<Attempt, CompletableFuture<InvocationResult>> attempt) {
        Run run = new Run(function, policy, attempt);
        run.begin(0, null);
        return run.last;
    }

    /** When the next attempt of an invocation of the function begins, by the cloud's clock; empty if none waits. */
    Optional<Instant> nextAttempt(String function) {
        return waiting.stream()
                .filter(run -> run.function.equals(function))
                .map(run -> run.dueAt)
                .min(Comparator.naturalOrder());
    }

    /** The number of invocations that wait for their next attempt. */
    int waiting() {
        return waiting.size();
    }

    /** Starts no further attempts; invocations that wait for one have failed. */
    void stop() {
        stopping = true;
        List.copyOf(waiting).forEach(Run::giveUp);
    }

    private final class Run {
        private final String function;
        private final RetryPolicy policy;
        private final Function<Attempt, CompletableFuture<InvocationResult>> attempt;
        private final Backoff delays;
        private final CompletableFuture<InvocationResult> last = new CompletableFuture<>();
        private volatile InvocationResult.@Nullable Failure failure;
        private volatile Instant dueAt = Instant.MAX;

        Run(String function, RetryPolicy policy, Function<Attempt, CompletableFuture<InvocationResult>> attempt) {
            this.function = function;
            this.policy = policy;
            this.attempt = attempt;
            delays = new Backoff(policy.minimumDelay(), policy.maximumDelay(), ids);
        }

        void begin(int number, InvocationResult.@Nullable Failure before) {
            CompletableFuture<Void> unused = attempt.apply(new Attempt(number, policy.maxRetryCount(), before))
                    .thenAccept(result -> ended(number, result));
        }

        private void ended(int number, InvocationResult result) {
            boolean again = policy.maxRetryCount() == RetryPolicy.FOREVER || number < policy.maxRetryCount();
            if (result instanceof InvocationResult.Failure failed && again && !stopping) {
                failure = failed;
                scheduleNext(number + 1, failed);
                return;
            }
            if (result instanceof InvocationResult.Failure failed && number > 0) {
                log.error(category(), "Function execution failed after '" + number + "' retries. " + failed.message());
            }
            last.complete(result);
        }

        private void scheduleNext(int number, InvocationResult.Failure before) {
            Duration delay = delays.next();
            log.information(
                    category(),
                    ("Waiting for `%s` before retrying function execution. Next attempt: '%s'. Max retry count:"
                                    + " '%s'")
                            .formatted(TimeSpan.format(delay), number, policy.maxRetryCount()));
            dueAt = clock.now().plus(delay);
            waiting.add(this);
            Clock.Scheduled next = clock.schedule(delay, () -> {
                if (waiting.remove(this)) {
                    executor.execute(() -> begin(number, before));
                }
            });
            if (stopping) {
                next.cancel();
                giveUp();
            }
        }

        void giveUp() {
            InvocationResult.Failure failed = failure;
            if (waiting.remove(this) && failed != null) {
                last.complete(failed);
            }
        }

        private String category() {
            return "Function." + function;
        }
    }
}
