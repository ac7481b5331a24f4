package dev.nephelite.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.run.TraceSpan;
import dev.nephelite.function.run.TraceSpan.Kind;
import dev.nephelite.function.run.TraceTree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TraceDiagramTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final UUID RUN = UUID.fromString("3ecb6f45-cd78-4f17-87cc-1b53d0440a07");
    private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    private static TraceSpan span(
            String id,
            @Nullable String parent,
            Kind kind,
            String name,
            long startMillis,
            @Nullable Duration duration,
            String status,
            Map<String, String> details) {
        return new TraceSpan(
                id,
                parent,
                kind,
                name,
                BEGIN.plusMillis(startMillis),
                duration,
                status,
                kind == Kind.RUN ? RUN : null,
                false,
                details);
    }

    private static List<String> lines(boolean colors) {
        TraceTree trace = new TraceTree(
                ID,
                List.of(
                        span(
                                "1",
                                null,
                                Kind.REQUEST,
                                "PutMessage orders-with-a-long-name/messages",
                                0,
                                Duration.ofMillis(2),
                                "201",
                                Map.of()),
                        span(
                                "2",
                                "1",
                                Kind.EVENT,
                                "MessageEnqueued orders/a-message-with-a-long-name",
                                1,
                                null,
                                "",
                                Map.of("visibleAt", "2026-01-01T12:00:30Z")),
                        span(
                                "3",
                                "2",
                                Kind.RUN,
                                "ship",
                                30_001,
                                Duration.ofMillis(42),
                                "failed",
                                Map.of("attempt", "2 of 5", "error", "IllegalStateException: sold\nout"))));
        return new TraceDiagram(trace, Map.of(RUN, "shop.Orders.ship(Orders.java:42)"), colors).lines();
    }

    @Test
    void lines_showEachStepBelowItsCause() {
        assertThat(lines(false))
                .containsExactly(
                        "trace " + ID,
                        "PutMessage orders-with-a-long-name/mess~ 201  +0.00 ms   2.00 ms  =",
                        "  MessageEnqueued orders/a-message-with-a-l~  +1.00 ms            |",
                        "    (waited 30000 ms for its visibility)",
                        "    ship failed                              +30001 ms     42 ms             =",
                        "      attempt 2 of 5",
                        "      IllegalStateException: sold",
                        "      at shop.Orders.ship(Orders.java:42)",
                        "      run " + RUN)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void lines_showFailedRunsInRed() {
        assertThat(lines(true))
                .filteredOn(line -> line.startsWith("\u001B[31m"))
                .hasSize(5);
    }
}
