package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.SuspendableClock;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import dev.nephelite.function.worker.TypedData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A host that is paused over a message. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PausedHostTest {
    private static final FunctionDefinition SHIP =
            TriggerBench.function("ship", "queueTrigger", Map.of("queueName", "orders"));

    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    private TriggerBench bench(Clock clock) {
        TriggerBench bench = new TriggerBench(running.connectionString(), clock, TriggerBench.DEFAULTS, List.of(SHIP));
        benches.add(bench);
        return bench;
    }

    /** The time of the host stands still, that of storage goes on. */
    @Test
    void receive_adoptsTheNewReceiptOfAMessageInFlight() throws InterruptedException {
        TriggerBench bench = bench(new ManualClock(RunningStorage.NOON));
        bench.put("orders", "slow");
        bench.listen(new QueueTrigger(), SHIP);
        Call slow = bench.calls.next();
        running.clock.advance(Duration.ofMinutes(1));
        bench.put("orders", "other");

        Call other = bench.calls.next();
        assertThat(other.text()).isEqualTo("other");
        slow.succeed();
        other.succeed();
        bench.finish();
        assertThat(bench.callsWhenIdle()).isZero();
        running.clock.advance(Duration.ofMinutes(11));
        assertThat(bench.receive("orders")).isEmpty();
    }

    /** As after a debugger has held the whole process. */
    @Test
    void receive_renewsAMessageInFlightFirstIfTheProcessWasSuspended() throws InterruptedException {
        SuspendableClock clock = new SuspendableClock(running.clock);
        TriggerBench bench = bench(clock);
        bench.put("orders", "slow");
        bench.listen(new QueueTrigger(), SHIP);
        Call slow = bench.calls.next();
        clock.suspend(Duration.ofMinutes(1));
        bench.put("orders", "other");
        Call other = bench.calls.next();
        clock.resume();
        slow.fail();

        Call again = bench.calls.next();
        assertThat(other.text()).isEqualTo("other");
        assertThat(again.text()).isEqualTo("slow");
        assertThat(again.event().metadata()).containsEntry("DequeueCount", new TypedData.Json("2"));
        other.succeed();
        again.succeed();
        bench.finish();
    }
}
