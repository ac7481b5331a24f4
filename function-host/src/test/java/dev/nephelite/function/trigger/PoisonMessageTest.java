package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What becomes of messages that a function cannot handle. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PoisonMessageTest {
    private static final FunctionDefinition SHIP =
            TriggerBench.function("ship", "queueTrigger", Map.of("queueName", "Orders"));

    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Test
    void putMessage_movesAMessageToThePoisonQueueAfterFiveFailures() throws InterruptedException {
        TriggerBench bench = bench(TriggerBench.DEFAULTS);
        bench.put("orders", "broken");
        bench.listen(new QueueTrigger(), SHIP);

        for (int attempt = 1; attempt <= 5; attempt++) {
            Call call = bench.calls.next();
            assertThat(call.event().details()).containsEntry("DequeueCount", Integer.toString(attempt));
            call.fail();
        }
        bench.finish();
        assertThat(bench.receive("orders-poison"))
                .extracting(QueueClient.Message::text)
                .containsExactly(TriggerBench.base64("broken"));
        running.clock.advance(Duration.ofMinutes(11));
        assertThat(bench.receive("orders")).isEmpty();
        assertThat(bench.log.lines())
                .contains("warning: Message has reached MaxDequeueCount of 5. "
                        + "Moving message to queue 'orders-poison'.");
    }

    @Test
    void start_movesAnExhaustedMessageToThePoisonQueueAtOnce() throws InterruptedException {
        TriggerBench bench = bench(TriggerBench.DEFAULTS);
        bench.put("orders", "worn out");
        for (int attempt = 1; attempt <= 5; attempt++) {
            bench.receive("orders");
            running.clock.advance(Duration.ofSeconds(30));
        }
        bench.put("orders", "fresh");
        bench.listen(new QueueTrigger(), SHIP);

        Call call = bench.calls.next();
        assertThat(call.text()).isEqualTo("fresh");
        call.succeed();
        bench.finish();
        assertThat(bench.receive("orders-poison")).hasSize(1);
    }

    @Test
    void start_movesATextThatIsNotBase64ToThePoisonQueue() throws InterruptedException {
        TriggerBench bench = bench(TriggerBench.DEFAULTS);
        bench.queues().add("orders", "plain text");
        bench.put("orders", "fine");
        bench.listen(new QueueTrigger(), SHIP);

        Call call = bench.calls.next();
        assertThat(call.text()).isEqualTo("fine");
        call.succeed();
        bench.finish();
        assertThat(bench.receive("orders-poison"))
                .extracting(QueueClient.Message::text)
                .containsExactly("plain text");
    }

    @Test
    void start_retriesAFailedMessageAfterTheVisibilityTimeout() throws InterruptedException {
        TriggerBench bench = bench(Map.of(
                "extensions:queues:maxPollingInterval", "00:01:00", "extensions:queues:visibilityTimeout", "00:00:30"));
        bench.put("orders", "again");
        bench.listen(new QueueTrigger(), SHIP);
        bench.calls.next().fail();

        Call second = bench.calls.nextWhileAdvancing(running.clock, Duration.ofSeconds(1));
        assertThat(second.event().details()).containsEntry("DequeueCount", "2");
        assertThat(running.clock.now())
                .isBetween(RunningStorage.NOON.plusSeconds(30), RunningStorage.NOON.plusSeconds(55));
    }

    @Test
    void start_createsNoPoisonQueueForAPoisonQueue() throws InterruptedException {
        TriggerBench bench = bench(TriggerBench.DEFAULTS);
        bench.queues().add("orders-poison", TriggerBench.base64("bad"));
        bench.listen(
                new QueueTrigger(),
                TriggerBench.function("mourn", "queueTrigger", Map.of("queueName", "orders-poison")));
        for (int attempt = 1; attempt <= 5; attempt++) {
            bench.calls.next().fail();
        }

        assertThat(bench.receive("orders-poison")).isEmpty();
        assertThat(bench.queues().create("orders-poison-poison")).isTrue();
        Call sixth = bench.calls.nextWhileAdvancing(running.clock, Duration.ofSeconds(30));
        assertThat(sixth.event().details()).containsEntry("DequeueCount", "6");
    }

    private TriggerBench bench(Map<String, String> hostJson) {
        return bench(TriggerBench.settings(hostJson));
    }

    private TriggerBench bench(HostSettings settings) {
        TriggerBench bench = new TriggerBench(running.connectionString(), running.clock, settings, List.of(SHIP));
        benches.add(bench);
        return bench;
    }
}
