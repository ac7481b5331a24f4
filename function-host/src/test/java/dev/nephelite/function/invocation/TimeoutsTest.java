package dev.nephelite.function.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.RecordedLog;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TimeoutsTest {
    private static final UUID ID = new UUID(0, 7);
    private static final InvocationResult DONE = new InvocationResult.Success(TypedData.NONE, Map.of());
    private static final String EXCEEDED =
            "FunctionTimeoutException: Timeout value of 00:05:00 was exceeded by function: Functions.upload";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final RecordedLog log = new RecordedLog();
    private final List<UUID> cancelled = new ArrayList<>();
    private String stack = "";
    private final CompletableFuture<InvocationResult> call = new CompletableFuture<>();

    private CompletableFuture<InvocationResult> limited(@Nullable Duration timeout) {
        Worker worker = new ScriptedWorker((invocation, userLog) -> DONE, List.of(), invocation -> stack, cancelled);
        return new Timeouts(timeout, worker, clock, log).limit(ID, "upload", call);
    }

    @Test
    void limit_doesNotAffectAnInvocationThatEndsInTime() {
        CompletableFuture<InvocationResult> outcome = limited(Duration.ofMinutes(5));

        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        call.complete(DONE);
        clock.advance(Duration.ofHours(1));

        assertThat(outcome).isCompletedWithValue(DONE);
        assertThat(cancelled).isEmpty();
    }

    @Test
    void limit_failsAnInvocationThatTakesLongerAndCancelsIt() {
        CompletableFuture<InvocationResult> outcome = limited(Duration.ofMinutes(5));

        clock.advance(Duration.ofMinutes(5));

        assertThat(outcome).isCompletedWithValue(new InvocationResult.Failure(EXCEEDED, ""));
        assertThat(cancelled).containsExactly(ID);
        assertThat(log.lines())
                .containsExactly("error Function.upload: Timeout value of 00:05:00 exceeded by function"
                        + " 'Functions.upload' (Id: '" + ID + "'). Initiating cancellation.");
    }

    @Test
    void limit_logsWhereTheFunctionIsWhenItsTimeIsUp() {
        stack = "Thread 'function-host' is RUNNABLE:\n\tat app.Upload.run(Upload.java:7)";
        CompletableFuture<InvocationResult> unused = limited(Duration.ofMinutes(5));

        clock.advance(Duration.ofMinutes(5));

        assertThat(log.lines()).singleElement().asString().endsWith("Initiating cancellation.\n" + stack);
    }

    @Test
    void limit_reportsAFunctionThatIgnoresCancellation() {
        CompletableFuture<InvocationResult> unused = limited(Duration.ofMinutes(5));

        clock.advance(Duration.ofMinutes(6));

        assertThat(log.lines()).last().asString().contains("keeps running although its thread was interrupted");
    }

    @Test
    void limit_allowsAnInvocationWithoutATimeout() {
        CompletableFuture<InvocationResult> outcome = limited(null);

        clock.advance(Duration.ofDays(30));

        assertThat(outcome).isNotDone();
    }
}
