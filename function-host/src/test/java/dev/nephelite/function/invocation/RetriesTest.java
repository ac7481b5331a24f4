package dev.nephelite.function.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.RecordedLog;
import dev.nephelite.function.app.config.RetryPolicy;
import dev.nephelite.function.worker.Invocation.Attempt;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RetriesTest {
    private static final InvocationResult DONE = new InvocationResult.Success(TypedData.NONE, Map.of());

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final RecordedLog log = new RecordedLog();
    private final Retries retries = new Retries(clock, RandomIds.seeded(1), log, Runnable::run);
    private final List<Attempt> attempts = new ArrayList<>();

    private CompletableFuture<InvocationResult> run(RetryPolicy policy, int failures) {
        return retries.run("upload", policy, attempt -> {
            attempts.add(attempt);
            return CompletableFuture.completedFuture(attempts.size() > failures ? DONE : failure(attempt.number()));
        });
    }

    private static InvocationResult.Failure failure(int number) {
        return new InvocationResult.Failure("failure " + number, "");
    }

    @Nested
    class Given_three_retries_five_seconds_apart {
        private final RetryPolicy policy = RetryPolicy.fixedDelay(3, Duration.ofSeconds(5));

        @Test
        void run_doesNotRepeatASuccess() {
            assertThat(run(policy, 0)).isCompletedWithValue(DONE);
            assertThat(attempts).containsExactly(new Attempt(0, 3, null));
        }

        @Test
        void run_repeatsAFailureAfterTheDelayAndPassesItOn() {
            CompletableFuture<InvocationResult> outcome = run(policy, 1);

            clock.advance(Duration.ofSeconds(4));
            assertThat(attempts).hasSize(1);
            assertThat(retries.waiting()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(1));

            assertThat(attempts).endsWith(new Attempt(1, 3, failure(0)));
            assertThat(outcome).isCompletedWithValue(DONE);
            assertThat(retries.waiting()).isZero();
        }

        @Test
        void run_failsAfterTheThirdRetry() {
            CompletableFuture<InvocationResult> outcome = run(policy, 100);

            clock.advance(Duration.ofMinutes(1));

            assertThat(attempts).hasSize(4);
            assertThat(outcome).isCompletedWithValue(failure(3));
        }

        @Test
        void run_logsEachDelayAndTheEnd() {
            CompletableFuture<InvocationResult> unused = run(policy, 100);

            clock.advance(Duration.ofMinutes(1));

            assertThat(log.lines())
                    .contains(
                            "information Function.upload: Waiting for `00:00:05` before retrying function execution."
                                    + " Next attempt: '1'. Max retry count: '3'",
                            "error Function.upload: Function execution failed after '3' retries. failure 3");
        }

        @Test
        void stop_endsAWaitingRetry() {
            CompletableFuture<InvocationResult> outcome = run(policy, 100);

            retries.stop();

            assertThat(outcome).isCompletedWithValue(failure(0));
            clock.advance(Duration.ofMinutes(1));
            assertThat(attempts).hasSize(1);
        }
    }

    @Test
    void run_withoutALimitRetriesUntilItSucceeds() {
        CompletableFuture<InvocationResult> outcome =
                run(RetryPolicy.fixedDelay(RetryPolicy.FOREVER, Duration.ofSeconds(1)), 500);

        clock.advance(Duration.ofSeconds(500));

        assertThat(outcome).isCompletedWithValue(DONE);
    }

    @Test
    void run_doublesExponentialDelaysUpToTheLongest() {
        List<Instant> moments = new ArrayList<>();
        RetryPolicy policy = RetryPolicy.exponentialBackoff(5, Duration.ofSeconds(1), Duration.ofSeconds(8));
        CompletableFuture<InvocationResult> unused = retries.run("upload", policy, attempt -> {
            moments.add(clock.now());
            return CompletableFuture.completedFuture(failure(attempt.number()));
        });

        clock.advance(Duration.ofMinutes(1));

        assertThat(delay(moments, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(delay(moments, 3)).isBetween(Duration.ofMillis(2_600), Duration.ofMillis(3_400));
        assertThat(delay(moments, 5)).isBetween(Duration.ofMillis(7_400), Duration.ofSeconds(8));
    }

    private static Duration delay(List<Instant> moments, int number) {
        return Duration.between(moments.get(number - 1), moments.get(number));
    }
}
