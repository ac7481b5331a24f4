package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Triggers on storage that does not tell of its changes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageOfOthersTest {
    private static final FunctionDefinition SHIP =
            TriggerBench.function("ship", "queueTrigger", Map.of("queueName", "orders"));
    private static final FunctionDefinition SHRINK =
            TriggerBench.function("shrink", "blobTrigger", Map.of("path", "photos/{name}"));

    private final RunningStorage running = new RunningStorage();
    private final SilentServer blobs = new SilentServer(running.blobEndpoint(), running.clock);
    private final SilentServer queues = new SilentServer(running.queueEndpoint(), running.clock);
    private final TriggerBench bench = new TriggerBench(
            RunningStorage.connectionString(blobs.endpoint(), queues.endpoint()),
            running.clock,
            TriggerBench.DEFAULTS,
            List.of(SHIP, SHRINK));

    @AfterEach
    void close() {
        bench.close();
        blobs.close();
        queues.close();
        running.close();
    }

    @Test
    void poll_findsAMessageWithinTheLongestInterval() throws InterruptedException {
        bench.listen(new QueueTrigger(), SHIP);
        bench.put("orders", "first");
        bench.calls.nextWhileAdvancing(running.clock, Duration.ofMillis(100)).succeed();
        for (int quiet = 0; quiet < 30; quiet++) {
            running.clock.advance(Duration.ofSeconds(1));
        }
        bench.put("orders", "second");

        assertThat(bench.calls
                        .nextWhileAdvancing(running.clock, Duration.ofMillis(500))
                        .text())
                .isEqualTo("second");
    }

    @Test
    void poll_retriesAFailedMessageWithoutWaitingForTheInterval() throws InterruptedException {
        bench.put("orders", "again");
        bench.listen(new QueueTrigger(), SHIP);
        bench.calls.next().fail();

        assertThat(bench.calls.next().event().details()).containsEntry("DequeueCount", "2");
    }

    @Test
    void scan_findsABlobWithinTenSeconds() throws InterruptedException {
        bench.blobs().put("photos", "old", bytes("old"), Map.of());
        bench.listen(new BlobTrigger(), SHRINK);
        assertThat(bench.calls.next().text()).isEqualTo("old");
        bench.blobs().put("photos", "new", bytes("new"), Map.of());
        running.clock.advance(Duration.ofSeconds(9));
        assertThat(bench.callsWhenIdle()).isZero();
        running.clock.advance(Duration.ofSeconds(1));

        assertThat(bench.calls.next().text()).isEqualTo("new");
        running.clock.advance(Duration.ofMinutes(1));
        assertThat(bench.callsWhenIdle()).isZero();
    }

    @Test
    void start_waitsForUnreachableStorageAndReportsItOnce() throws InterruptedException {
        queues.close();
        bench.listen(new QueueTrigger(), SHIP);
        for (int minutes = 0; minutes < 5; minutes++) {
            running.clock.advance(Duration.ofMinutes(1));
        }
        String line = bench.log.firstWith("is not reachable");

        assertThat(line)
                .startsWith(
                        "warning: The queue of function 'ship' cannot be read and is tried again. Get Messages on queue 'orders'")
                .contains(queues.endpoint());
        assertThat(bench.log.lines()).filteredOn(line::equals).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
