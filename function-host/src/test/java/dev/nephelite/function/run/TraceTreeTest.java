package dev.nephelite.function.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.run.RunSummary.Attempt;
import dev.nephelite.function.run.RunSummary.Outcome;
import dev.nephelite.function.run.TraceSpan.Kind;
import dev.nephelite.function.run.TraceTree.StorageStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TraceTreeTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    private static RunSummary run(int id, int second, @Nullable String parent, @Nullable UUID caller) {
        return new RunSummary(
                id,
                new UUID(0, id),
                "run" + id,
                "queueTrigger",
                "",
                Map.of(),
                "",
                Attempt.ONLY,
                BEGIN.plusSeconds(second),
                null,
                Duration.ofMillis(1),
                Outcome.SUCCEEDED,
                null,
                "",
                new RunSummary.Trace(ID, "span" + id, parent, caller),
                null);
    }

    private static StorageStep step(
            String id, Kind kind, int second, String context, @Nullable UUID run, @Nullable String guessedParent) {
        TraceSpan span = new TraceSpan(
                id,
                guessedParent,
                kind,
                id,
                BEGIN.plusSeconds(second),
                null,
                "",
                null,
                guessedParent != null,
                Map.of());
        return new StorageStep(span, context, run);
    }

    private static List<String> lines(TraceTree trace) {
        return trace.spans().stream()
                .map(span -> span.name() + " < " + span.parent() + (span.guess() ? "?" : ""))
                .toList();
    }

    @Test
    void of_ordersRequestsEventsAndRunsBelowTheirCauses() {
        TraceTree trace = TraceTree.of(
                ID,
                List.of(run(2, 5, "r1", new UUID(0, 1)), run(1, 0, "client", null)),
                Map.of(),
                List.of(step("r1", Kind.REQUEST, 1, "r1", new UUID(0, 1), null)),
                List.of(
                        step("e1", Kind.EVENT, 1, "r1", new UUID(0, 1), null),
                        step("guessed", Kind.EVENT, 6, "other", null, "span2")),
                List.of());

        assertThat(lines(trace))
                .containsExactly("run1 < null", "r1 < span1", "e1 < r1", "run2 < e1", "guessed < span2?");
    }

    @Test
    void of_takesTheNewestEventBeforeARunAsItsCause() {
        TraceTree trace = TraceTree.of(
                ID,
                List.of(run(1, 2, "client", null)),
                Map.of(),
                List.of(),
                List.of(
                        step("created", Kind.EVENT, 1, "client", null, null),
                        step("poison", Kind.EVENT, 3, "client", null, null)),
                List.of());

        assertThat(lines(trace)).containsExactly("created < null", "run1 < created", "poison < null");
    }

    @Test
    void of_placesCallsOfTheSdkBetweenARunAndItsRequests() {
        RunSummary run = run(1, 0, "client", null);
        List<RunDetails.Call> calls = List.of(
                call("put", "method", "PUT", 2),
                call("method", "span1", "upload", 1),
                call("other", "span1", "GET", 3));
        TraceTree trace = TraceTree.of(
                ID,
                List.of(run),
                Map.of(run, calls),
                List.of(step("put", Kind.REQUEST, 2, "put", run.id(), null)),
                List.of(step("event", Kind.EVENT, 2, "put", run.id(), null)),
                List.of());

        assertThat(lines(trace))
                .containsExactly("run1 < null", "upload < span1", "put < method", "event < put", "GET < span1");
    }

    private static RunDetails.Call call(String span, String parent, String name, int second) {
        return new RunDetails.Call(
                name, "CLIENT", span, parent, BEGIN.plusSeconds(second), Duration.ofMillis(1), Map.of(), null);
    }

    @Test
    void of_putsSpansOfAppsBelowRunsAndTheirRequestsBelowThem() {
        TraceTree trace = TraceTree.of(
                ID,
                List.of(run(1, 0, null, null)),
                Map.of(),
                List.of(step("client", Kind.REQUEST, 3, "client", new UUID(0, 1), null)),
                List.of(step("e1", Kind.EVENT, 4, "client", new UUID(0, 1), null)),
                List.of(app("client", 2, "work"), app("work", 1, "span1"), app("stray", 5, "unknown")));

        assertThat(lines(trace))
                .containsExactly(
                        "run1 < null",
                        "work < span1",
                        "client < work",
                        "client < client",
                        "e1 < request-client",
                        "stray < null");
    }

    @Test
    void of_takesChainsOfAnyLength() {
        List<TraceSpan> chain = IntStream.range(0, 50_000)
                .mapToObj(step -> app("s" + step, step, step == 0 ? "unknown" : "s" + (step - 1)))
                .toList();

        TraceTree trace = TraceTree.of(ID, List.of(), Map.of(), List.of(), List.of(), chain);

        assertThat(trace.spans())
                .extracting(TraceSpan::id)
                .isEqualTo(chain.stream().map(TraceSpan::id).toList());
    }

    private static TraceSpan app(String id, int second, String parent) {
        return new TraceSpan(
                id, parent, Kind.SPAN, id, BEGIN.plusSeconds(second), Duration.ofMillis(1), "", null, false, Map.of());
    }
}
