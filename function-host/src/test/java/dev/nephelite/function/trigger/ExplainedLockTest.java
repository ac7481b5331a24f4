package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import dev.nephelite.function.trigger.timer.TimerTrigger;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.Fact.Kind;
import dev.nephelite.function.why.PastRun;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What a host says about functions whose locks another host holds, or whose blobs are elsewhere. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExplainedLockTest {
    private static final FunctionDefinition TICK =
            TriggerBench.function("tick", "timerTrigger", Map.of("schedule", "0 * * * * *"));
    private static final FunctionDefinition SHRINK =
            TriggerBench.function("shrink", "blobTrigger", Map.of("path", "photos/{name}"));
    private static final PastRuns NO_RUNS = new PastRuns() {
        @Override
        public List<PastRun> all() {
            return List.of();
        }

        @Override
        public Optional<String> metadata(UUID run, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> input(UUID run) {
            return Optional.empty();
        }
    };

    private final RunningStorage running = new RunningStorage();
    private final TriggerBench first = bench();
    private final TriggerBench second = bench();

    private TriggerBench bench() {
        return new TriggerBench(
                running.connectionString(), running.clock, TriggerBench.DEFAULTS, List.of(TICK, SHRINK));
    }

    @AfterEach
    void close() {
        second.close();
        first.close();
        running.close();
    }

    private static Optional<Fact> lock(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.kind() == Kind.LOCKED_BY_OTHER)
                .findFirst();
    }

    @Test
    void explain_namesTheHostThatRunsTheTimer() {
        ListenerFactory ours = new TimerTrigger().listenerFactory(first.host);
        ListenerFactory theirs = new TimerTrigger().listenerFactory(second.host);
        first.listen(ours, TICK);
        second.listen(theirs, TICK);
        first.awaitIdle();
        second.awaitIdle();

        assertThat(lock(ours.explain(TICK, Subject.NONE, NO_RUNS))).isEmpty();
        assertThat(lock(theirs.explain(TICK, Subject.NONE, NO_RUNS)))
                .hasValueSatisfying(fact -> assertThat(fact.detail())
                        .startsWith("Another host of this app holds the lock for this timer: instance "
                                + first.host.instanceName() + ", process "
                                + ProcessHandle.current().pid())
                        .endsWith("or for at most 15 s after it has stopped renewing it."));
    }

    @Test
    void explain_namesTheHostThatScansForBlobs() {
        ListenerFactory ours = new BlobTrigger().listenerFactory(first.host);
        ListenerFactory theirs = new BlobTrigger().listenerFactory(second.host);
        first.listen(ours, SHRINK);
        second.listen(theirs, SHRINK);
        first.awaitIdle();
        second.awaitIdle();

        assertThat(lock(ours.explain(SHRINK, Subject.NONE, NO_RUNS))).isEmpty();
        assertThat(lock(theirs.explain(SHRINK, Subject.NONE, NO_RUNS)))
                .hasValueSatisfying(fact -> assertThat(fact.detail())
                        .contains("the lock for the scan for new blobs: instance " + first.host.instanceName()));
    }

    @Test
    void explain_saysThatTheBlobIsInAnotherAccount() {
        try (RunningStorage other = new RunningStorage();
                TriggerBench bench = new TriggerBench(
                        running.connectionString(),
                        Map.of("OtherStorage", other.connectionString()),
                        running.clock,
                        TriggerBench.DEFAULTS,
                        List.of(TriggerBench.function(
                                "elsewhere",
                                "blobTrigger",
                                Map.of("path", "photos/{name}", "connection", "OtherStorage"))))) {
            first.blobs().put("photos", "cat.jpg", new byte[] {1}, Map.of());
            FunctionDefinition elsewhere = bench.host.app().functions().get(0);

            List<Fact> facts = new BlobTrigger()
                    .listenerFactory(bench.host)
                    .explain(elsewhere, Subject.of(Subject.Kind.BLOB, "photos/cat.jpg"), NO_RUNS);

            assertThat(facts.get(0).kind()).isEqualTo(Kind.OTHER_ACCOUNT);
            assertThat(facts.get(0).detail()).startsWith("The blob is in the account 'devstoreaccount1' at 127.0.0.1:");
        }
    }
}
