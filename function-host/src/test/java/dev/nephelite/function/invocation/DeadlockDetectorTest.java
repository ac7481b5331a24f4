package dev.nephelite.function.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.RecordedLog;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class DeadlockDetectorTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);
    private static final InvocationResult DONE = new InvocationResult.Success(TypedData.NONE, Map.of());

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final RecordedLog log = new RecordedLog();
    private final List<List<UUID>> deadlocks = new CopyOnWriteArrayList<>();
    private final DeadlockDetector watch =
            new DeadlockDetector(new ScriptedWorker((invocation, userLog) -> DONE, deadlocks), clock, log);

    private CompletableFuture<InvocationResult> add(UUID id, String function) {
        CompletableFuture<InvocationResult> call = new CompletableFuture<>();
        watch.add(id, function, call);
        return call;
    }

    @Test
    void add_reportsADeadlockOnceWithItsStack() {
        CompletableFuture<InvocationResult> one = add(ONE, "first");
        CompletableFuture<InvocationResult> two = add(TWO, "second");
        deadlocks.add(List.of(ONE));

        clock.advance(INTERVAL.multipliedBy(3));

        assertThat(log.lines())
                .containsExactly("error Function.first: Function 'first' (Id: '" + ONE
                        + "') is in a deadlock: it cannot end before the host does.\nthe stack of " + ONE);
        assertThat(one).isNotDone();
        assertThat(two).isNotDone();
    }

    @Test
    void add_reportsADeadlockOfSeveralFunctionsOnce() {
        CompletableFuture<InvocationResult> one = add(ONE, "first");
        CompletableFuture<InvocationResult> two = add(TWO, "second");
        deadlocks.add(List.of(TWO, ONE));

        clock.advance(INTERVAL.multipliedBy(3));

        assertThat(log.lines())
                .containsExactly("error Function.second: Functions 'second' (Id: '" + TWO + "') and 'first' (Id: '"
                        + ONE + "') are in a deadlock: they cannot end before the host does.\nthe stack of " + TWO);
        assertThat(one).isNotDone();
        assertThat(two).isNotDone();
    }

    @Test
    void add_reportsADeadlockThatComesLater() {
        CompletableFuture<InvocationResult> unused = add(ONE, "first");
        clock.advance(INTERVAL);
        assertThat(log.lines()).isEmpty();

        deadlocks.add(List.of(ONE));
        clock.advance(INTERVAL);

        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void add_reportsNothingAboutWhatHasEnded() {
        add(ONE, "first").complete(DONE);
        watch.add(TWO, "second", CompletableFuture.completedFuture(DONE));
        deadlocks.add(List.of(ONE, TWO));

        clock.advance(INTERVAL.multipliedBy(2));

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void add_watchesAgainAfterAllHasEnded() {
        add(ONE, "first").complete(DONE);
        clock.advance(INTERVAL);

        CompletableFuture<InvocationResult> unused = add(TWO, "second");
        deadlocks.add(List.of(TWO));
        clock.advance(INTERVAL);

        assertThat(log.lines()).singleElement().asString().contains("'second'");
    }
}
