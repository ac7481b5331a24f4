package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.client.BlobLease;
import dev.nephelite.function.client.BlobLease.Outcome;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import dev.nephelite.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Blob triggers of hosts that share an id and an account. The time is ours. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobHostsTest {
    private static final FunctionDefinition SHRINK =
            TriggerBench.function("shrink", "blobTrigger", Map.of("path", "photos/{name}"));
    private static final String HOSTS = "azure-webjobs-hosts";
    private static final String LOCK = "locks/bench-1/WebJobs.Internal.Blobs.Listener";

    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Nested
    class Given_two_hosts {
        private final TriggerBench first = listening();
        private final TriggerBench second = listening();

        @Test
        void putBlob_runsTheFunctionOnceAlthoughBothHostsReceiveTheEvent() throws InterruptedException {
            for (int i = 0; i < 20; i++) {
                upload("blob" + i);
            }
            List<String> seen = new ArrayList<>();
            Await.until("all blobs were handled", () -> {
                endNext(first, seen);
                endNext(second, seen);
                return seen.size() >= 20;
            });
            first.finish();
            second.finish();

            assertThat(seen).doesNotHaveDuplicates();
            assertThat(first.callsWhenIdle() + second.callsWhenIdle()).isZero();
            assertThat(incompleteReceipts()).isEmpty();
        }

        @Test
        void stop_handsTheLockToTheOtherHostAtOnce() throws InterruptedException {
            assertThat(owner()).isEqualTo(first.host.instanceName());
            first.finish();
            second.log.firstWith("This host scans for new blobs now.");

            assertThat(owner()).isEqualTo(second.host.instanceName());
        }
    }

    @Nested
    class Given_a_host_that_died_with_the_lock {
        private final TriggerBench alive = afterADeath();

        private TriggerBench afterADeath() {
            TriggerBench bench = bench();
            bench.blobs().put(HOSTS, LOCK, new byte[0], Map.of());
            BlobLease dead = bench.blobs().lease(HOSTS, LOCK, bench.host.ids().uuid());
            assertThat(dead.acquire(Duration.ofSeconds(15), null)).isEqualTo(Outcome.ACQUIRED);
            bench.listen(new BlobTrigger(), SHRINK);
            return bench;
        }

        @Test
        void putBlob_runsTheFunctionInAHostWithoutTheLock() throws InterruptedException {
            AtomicInteger number = new AtomicInteger();
            Await.until("a blob is handled", () -> {
                upload("blob" + number.getAndIncrement());
                return alive.calls.soon() != null;
            });

            assertThat(owner()).isEmpty();
        }

        @Test
        void scan_beginsWhenTheLockIsFree() throws InterruptedException {
            alive.storage.close();
            upload("blob");
            running.clock.advance(Duration.ofSeconds(14));
            assertThat(alive.callsWhenIdle()).isZero();
            running.clock.advance(Duration.ofSeconds(6));

            assertThat(alive.calls.next().text()).isEqualTo("blob");
        }
    }

    @Nested
    class Given_a_receipt_that_another_host_is_about_to_complete {
        private final TriggerBench bench = bench();
        private final BlobLease others = others();

        private BlobLease others() {
            upload("blob");
            String etag = bench.blobs()
                    .properties("photos", "blob")
                    .orElseThrow()
                    .etag()
                    .toString();
            String receipt = "blobreceipts/bench-1/Host.Functions.shrink/" + etag + "/photos/blob";
            bench.blobs().put(HOSTS, receipt, new byte[0], Map.of("x-ms-meta-Incomplete", "true"));
            BlobLease lease =
                    bench.blobs().lease(HOSTS, receipt, bench.host.ids().uuid());
            assertThat(lease.acquire(Duration.ofSeconds(30), null)).isEqualTo(Outcome.ACQUIRED);
            bench.listen(new BlobTrigger(), SHRINK);
            return lease;
        }

        @Test
        void scan_leavesABlobToTheHostThatCompletesItsReceipt() {
            running.clock.advance(Duration.ofSeconds(20));
            assertThat(others.setMetadata(Map.of())).isTrue();
            assertThat(others.release()).isTrue();
            running.clock.advance(Duration.ofMinutes(2));

            assertThat(bench.callsWhenIdle()).isZero();
        }

        @Test
        void scan_completesTheReceiptOfAHostThatDied() throws InterruptedException {
            running.clock.advance(Duration.ofSeconds(29));
            assertThat(bench.callsWhenIdle()).isZero();
            running.clock.advance(Duration.ofSeconds(12));

            bench.calls.next().succeed();
            bench.finish();
            assertThat(incompleteReceipts()).isEmpty();
            assertThat(bench.blobs().get(HOSTS, "blobscaninfo/bench-1/devstoreaccount1/photos/scanInfo"))
                    .isPresent();
        }

        @Test
        void start_findsABlobWithAnIncompleteReceipt() throws InterruptedException {
            bench.finish();
            running.clock.advance(Duration.ofMinutes(1));
            TriggerBench next = listening();

            assertThat(next.calls.next().text()).isEqualTo("blob");
        }
    }

    @Test
    void putBlob_runsTheFunctionInEachHostWithAnIdOfItsOwn() throws InterruptedException {
        TriggerBench one = listening();
        TriggerBench other = new TriggerBench(
                running.connectionString(),
                Map.of("AzureFunctionsWebHost__hostid", "other"),
                running.clock,
                TriggerBench.DEFAULTS,
                List.of(SHRINK));
        benches.add(other);
        other.listen(new BlobTrigger(), SHRINK);
        upload("blob");

        assertThat(one.calls.next().text()).isEqualTo("blob");
        assertThat(other.calls.next().text()).isEqualTo("blob");
    }

    private TriggerBench listening() {
        TriggerBench bench = bench();
        bench.listen(new BlobTrigger(), SHRINK);
        return bench;
    }

    private TriggerBench bench() {
        TriggerBench bench =
                new TriggerBench(running.connectionString(), running.clock, TriggerBench.DEFAULTS, List.of(SHRINK));
        benches.add(bench);
        return bench;
    }

    private void upload(String name) {
        benches.get(0).blobs().put("photos", name, name.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private String owner() {
        return benches.get(0)
                .blobs()
                .properties(HOSTS, LOCK)
                .orElseThrow()
                .metadata()
                .getOrDefault("FunctionInstance", "");
    }

    private static void endNext(TriggerBench bench, List<String> seen) throws InterruptedException {
        Calls.Call call = bench.calls.soon();
        if (call != null) {
            seen.add(call.text());
            call.succeed();
        }
    }

    private List<String> incompleteReceipts() {
        TriggerBench any = benches.get(0);
        return any.blobs().list(HOSTS, "blobreceipts/", null).blobs().stream()
                .map(entry -> entry.name())
                .filter(name -> any.blobs()
                        .properties(HOSTS, name)
                        .orElseThrow()
                        .metadata()
                        .containsKey("Incomplete"))
                .toList();
    }
}
