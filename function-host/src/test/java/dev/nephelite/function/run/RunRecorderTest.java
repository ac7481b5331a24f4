package dev.nephelite.function.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.invocation.EndedInvocation;
import dev.nephelite.function.invocation.InvocationListener;
import dev.nephelite.function.invocation.StartedInvocation;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Secrets;
import dev.nephelite.function.worker.TypedData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunRecorderTest {
    private static final TypedData ORDER = new TypedData.Text("5 apples, AccountKey=c2VjcmV0");
    private static final InvocationResult SUCCESS = new InvocationResult.Success(TypedData.NONE, Map.of());
    private static final InvocationResult FAILURE = new InvocationResult.Failure("sold out", "");
    private static final FunctionDefinition SHIP = new FunctionDefinition(
            "ship",
            "Functions.ship",
            List.of(new BindingDefinition("queueTrigger", "order", Direction.IN, DataType.UNDEFINED, Map.of())),
            false,
            null,
            null);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final Ids ids = RandomIds.seeded(1);
    private final RunStore store = new RunStore(RunStore.Limits.DEFAULT, null, clock, problem -> {});
    private final InvocationListener recorder = new RunRecorder(store, clock).listener(Secrets.NAMED);

    @AfterEach
    void close() {
        store.close();
    }

    private RunRecord run(InvocationResult result) {
        UUID id = ids.uuid();
        TraceContext span = TraceContext.begin(ids);
        TriggerEvent event = new TriggerEvent("New queue message detected on 'orders'.", Map.of(), ORDER, Map.of());
        recorder.started(new StartedInvocation(id, SHIP, clock.now(), null, event, null, span));
        recorder.ended(new EndedInvocation(
                id,
                SHIP.name(),
                clock.now(),
                Duration.ofMillis(1),
                Map.of("order", ORDER),
                result,
                span,
                null,
                null,
                null));
        return store.find(id).orElseThrow();
    }

    private long detailed(int runs) {
        long detailed = 0;
        for (int i = 0; i < runs; i++) {
            detailed += run(SUCCESS).details().omitted() ? 0 : 1;
        }
        return detailed;
    }

    @Test
    void detailsOfSuccessfulRuns_areOmittedAboveTheBudget() {
        assertThat(detailed(DetailBudget.BURST + 10)).isEqualTo(DetailBudget.BURST);

        clock.advance(Duration.ofMillis(500));
        assertThat(detailed(DetailBudget.PER_SECOND)).isEqualTo(DetailBudget.PER_SECOND / 2);

        clock.advance(Duration.ofDays(1));
        assertThat(detailed(DetailBudget.BURST + 10)).isEqualTo(DetailBudget.BURST);
    }

    @Test
    void runWithoutDetails_hasWhatListsShow() {
        assertThat(run(SUCCESS).details().inputs()).containsOnlyKeys("order");
        detailed(DetailBudget.BURST);

        RunRecord run = run(SUCCESS);

        assertThat(run.details()).isEqualTo(RunDetails.OMITTED);
        assertThat(run.summary().input()).isEqualTo("5 apples, AccountKey=***");
        assertThat(run.summary().outcome()).isEqualTo(RunSummary.Outcome.SUCCEEDED);
        assertThat(run.json()).contains("\"omitted\":true");
    }

    @Test
    void failedRun_alwaysHasDetails() {
        detailed(DetailBudget.BURST);

        assertThat(run(FAILURE).details().inputs()).containsOnlyKeys("order");
    }
}
