package dev.nephelite.program.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.program.Nephelite;
import dev.nephelite.program.pair.PairPlan.Round;
import dev.nephelite.testing.StagedApp;
import dev.nephelite.testing.TemporaryCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hosts on one account, killed under load and started again: each message and each blob is handled, and nothing is
 * left over.
 *
 * <p>By hand, for as long as one likes: {@code -Dtest=TwoHostsTest -Dnephelite.hosts.messages=100000}.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoHostsTest {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(20);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final PairPlan plan = PairPlan.ofThisRun();
    private final SystemClock clock = new SystemClock();
    private final TemporaryCloud cloud = new TemporaryCloud();

    @TempDir
    private Path folder;

    private Work work;
    private HostPair hosts;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Path ledger = Files.createDirectory(folder.resolve("ledger"));
        Map<String, String> environment = Map.of(
                "AzureWebJobsStorage",
                cloud.connectionString(),
                LedgerFunctions.FOLDER_VARIABLE,
                ledger.toString(),
                "JDK_JAVA_OPTIONS",
                String.join(" ", Nephelite.SHORT_LIVED));
        new StagedApp(folder.resolve("app"), LedgerFunctions.class, Map.of())
                .function("OnMessage", "onMessage", """
                        {"type": "queueTrigger", "name": "message", "queueName": "work"}""")
                .function("OnBlob", "onBlob", """
                        {"type": "blobTrigger", "name": "blob", "path": "work/{name}"}""");
        work = new Work(cloud.connectionString(), ledger, clock);
        hosts = new HostPair(folder, folder.resolve("app"), environment);
    }

    @AfterEach
    void close() {
        hosts.close();
        work.close();
        cloud.close();
        clock.close();
    }

    @Test
    void whoever_is_killed_each_message_and_each_blob_is_handled_and_nothing_is_left_over() throws Exception {
        System.out.println("Two hosts: " + plan);
        for (int number = 1; number <= plan.rounds(); number++) {
            live(plan.round(number));
        }
        Instant lastKill = clock.now();
        awaitEnd();
        Duration after = Duration.between(lastKill, clock.now());

        List<String> done = work.done();
        System.out.println(
                "Two hosts: " + done.size() + " calls for " + work.given().size() + " messages and blobs, the last "
                        + after.toMillis() + " ms after the last kill");
        assertThat(Set.copyOf(done)).describedAs("what was handled, %s", plan).isEqualTo(work.given());
        assertThat(work.waiting())
                .describedAs("what is left in queues, %s", plan)
                .containsOnlyKeys(queuesOf(work.waiting().keySet()))
                .allSatisfy((queue, messages) -> assertThat(messages).isZero());
        assertThat(work.receipts())
                .describedAs("receipts, %s", plan)
                .hasSize(plan.rounds() * plan.blobsOfRound())
                .noneMatch(name -> name.endsWith("?"));
        assertThat(hosts.stop()).containsExactly(143, 143);
    }

    /** None for what could not be handled. */
    private static Set<String> queuesOf(Set<String> all) {
        return all.stream().filter(name -> !name.endsWith("-poison")).collect(Collectors.toSet());
    }

    private void live(Round round) throws Exception {
        CompletableFuture<Void> giving =
                CompletableFuture.runAsync(() -> work.give(plan.messagesOfRound(), plan.blobsOfRound()));
        clock.sleep(round.load());
        hosts.kill(round);
        giving.join();
    }

    private void awaitEnd() throws Exception {
        Instant end = clock.now().plus(HANG_LIMIT);
        while (!isDone()) {
            Set<String> missing = new HashSet<>(work.given());
            missing.removeAll(Set.copyOf(work.done()));
            assertThat(clock.now())
                    .describedAs("%s: %s still to be done, queues %s\n%s", plan, missing, work.waiting(), hosts)
                    .isBefore(end);
            clock.sleep(PAUSE);
        }
    }

    private boolean isDone() throws IOException {
        return Set.copyOf(work.done()).containsAll(work.given())
                && work.waiting().values().stream().allMatch(messages -> messages == 0)
                && work.receipts().stream().noneMatch(name -> name.endsWith("?"));
    }
}
