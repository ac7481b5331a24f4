package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.client.StorageAccounts;
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

/** A host that looks for its events as seldom as in the cloud, although the server would tell of them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RealPollingTest {
    private static final FunctionDefinition SHIP =
            TriggerBench.function("ship", "queueTrigger", Map.of("queueName", "orders"));
    private static final FunctionDefinition SHRINK =
            TriggerBench.function("shrink", "blobTrigger", Map.of("path", "photos/{name}"));

    private final RunningStorage running = new RunningStorage();
    private final TriggerBench bench = new TriggerBench(
            running.connectionString(),
            Map.of(),
            new HostFlags(false, true),
            running.clock,
            TriggerBench.DEFAULTS,
            List.of(SHIP, SHRINK));

    /** Somebody else, of whose writes our host is not told. */
    private final StorageAccounts others = new StorageAccounts(
            AppSettings.of(Map.of("AzureWebJobsStorage", running.connectionString()), Map.of(), Map.of()),
            Clocks.single(running.clock),
            null);

    @AfterEach
    void close() {
        bench.close();
        others.close();
        running.close();
    }

    @Test
    void poll_becomesRareWhileTheQueueIsEmpty() throws InterruptedException {
        bench.listen(new QueueTrigger(), SHIP);
        bench.log.firstWith("will wait 100 ms before polling queue 'orders'");
        for (int looks = 0; looks < 15; looks++) {
            running.clock.advance(Duration.ofMinutes(1));
        }
        bench.log.firstWith("will wait 60000 ms before polling queue 'orders'");
        others.account(null).queues().add("orders", TriggerBench.base64("seldom"));
        assertThat(bench.callsWhenIdle()).isZero();

        assertThat(bench.calls
                        .nextWhileAdvancing(running.clock, Duration.ofSeconds(1))
                        .text())
                .isEqualTo("seldom");
    }

    @Test
    void receive_hidesAMessageForTenMinutes() throws InterruptedException {
        bench.put("orders", "first");
        bench.listen(new QueueTrigger(), SHIP);

        assertThat(bench.calls.next().event().metadata().get("NextVisibleTime"))
                .asString()
                .contains("2026-01-01T12:10:00");
    }

    @Test
    void putMessage_byTheHostItselfRunsTheFunctionAtOnce() throws InterruptedException {
        bench.listen(new QueueTrigger(), SHIP);
        bench.log.firstWith("will wait 100 ms before polling queue 'orders'");
        bench.put("orders", "own");

        assertThat(bench.calls.next().text()).isEqualTo("own");
    }

    @Test
    void scan_findsABlobWithinTenSecondsAndAnOwnOneAtOnce() throws InterruptedException {
        bench.listen(new BlobTrigger(), SHRINK);
        others.account(null).blobs().put("photos", "sea", bytes("others"), Map.of());
        running.clock.advance(Duration.ofSeconds(9));
        assertThat(bench.callsWhenIdle()).isZero();
        running.clock.advance(Duration.ofSeconds(1));
        assertThat(bench.calls.next().text()).isEqualTo("others");

        bench.blobs().put("photos", "land", bytes("own"), Map.of());
        assertThat(bench.calls.next().text()).isEqualTo("own");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
