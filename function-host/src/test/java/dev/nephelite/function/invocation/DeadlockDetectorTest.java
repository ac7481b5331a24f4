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
    private final List<UUID> deadlocked = new CopyOnWriteArrayList<>();
    private final DeadlockDetector watch =
            new DeadlockDetector(new ScriptedWorker((invocation, userLog) -> DONE, deadlocked), clock, log);

    private CompletableFuture<InvocationResult> add(UUID id, String function) {
        CompletableFuture<InvocationResult> call = new CompletableFuture<>();
        watch.add(id, function, call);
        return call;
    }

    @Test
    void add_reportsADeadlockOnceWithItsStack() {
        CompletableFuture<InvocationResult> one = add(ONE, "first");
        CompletableFuture<InvocationResult> two = add(TWO, "second");
        deadlocked.add(ONE);

        clock.advance(INTERVAL.multipliedBy(3));

        assertThat(log.lines())
                .containsExactly("error Function.first: Function 'first' (Id: '" + ONE
                        + "') is in a deadlock: it cannot end before the host does.\nthe stack of " + ONE);
        assertThat(one).isNotDone();
        assertThat(two).isNotDone();
    }

    @Test
    void add_reportsADeadlockThatComesLater() {
        CompletableFuture<InvocationResult> unused = add(ONE, "first");
        clock.advance(INTERVAL);
        assertThat(log.lines()).isEmpty();

        deadlocked.add(ONE);
        clock.advance(INTERVAL);

        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void add_reportsNothingAboutWhatHasEnded() {
        add(ONE, "first").complete(DONE);
        watch.add(TWO, "second", CompletableFuture.completedFuture(DONE));
        deadlocked.addAll(List.of(ONE, TWO));

        clock.advance(INTERVAL.multipliedBy(2));

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void add_watchesAgainAfterAllHasEnded() {
        add(ONE, "first").complete(DONE);
        clock.advance(INTERVAL);

        CompletableFuture<InvocationResult> unused = add(TWO, "second");
        deadlocked.add(TWO);
        clock.advance(INTERVAL);

        assertThat(log.lines()).singleElement().asString().contains("'second'");
    }
}
