package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A host that is paused over a message: its time stands still, that of storage goes on. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PausedHostTest {
    private static final FunctionDefinition SHIP =
            TriggerBench.function("ship", "queueTrigger", Map.of("queueName", "orders"));

    private final RunningStorage running = new RunningStorage();
    private final TriggerBench bench = new TriggerBench(
            running.connectionString(), new ManualClock(RunningStorage.NOON), TriggerBench.DEFAULTS, List.of(SHIP));

    @AfterEach
    void close() {
        bench.close();
        running.close();
    }

    @Test
    void receive_adoptsTheNewReceiptOfAMessageInFlight() throws InterruptedException {
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
}
