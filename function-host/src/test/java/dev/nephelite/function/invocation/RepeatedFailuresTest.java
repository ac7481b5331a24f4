package dev.nephelite.function.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepeatedFailuresTest {
    private static final UUID FIRST = UUID.fromString("11111111-0000-0000-0000-000000000000");
    private static final UUID SECOND = UUID.fromString("22222222-0000-0000-0000-000000000000");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final InvocationLines.RepeatedFailures failures = new InvocationLines.RepeatedFailures(clock);

    @Test
    void describe_refersToATraceThatWasPrintedAMomentAgo() {
        assertThat(failures.describe("order", FIRST, failure("no apples", 7)))
                .isEqualTo("java.lang.IllegalStateException: no apples\n\tat app.Order.run(Order.java:7)");

        assertThat(failures.describe("order", SECOND, failure("no pears", 7)))
                .isEqualTo("IllegalStateException: no pears (stack trace as for invocation 11111111)");
    }

    @Test
    void describe_printsATraceThatIsAnotherOneOrOfAnotherFunctionOrScrolledAway() {
        failures.describe("order", FIRST, failure("no apples", 7));

        assertThat(failures.describe("offer", SECOND, failure("no apples", 7))).contains("\tat app.Order");
        assertThat(failures.describe("order", SECOND, failure("no apples", 8))).contains("\tat app.Order");
        clock.advance(Duration.ofMinutes(1));
        assertThat(failures.describe("order", SECOND, failure("no apples", 8))).contains("\tat app.Order");
    }

    @Test
    void describe_returnsTheMessageOfAFailureWithoutTrace() {
        InvocationResult.Failure failure = new InvocationResult.Failure("Exception binding parameter 'photo'.", "");

        assertThat(failures.describe("order", FIRST, failure)).isEqualTo(failure.message());
        assertThat(failures.describe("order", SECOND, failure)).isEqualTo(failure.message());
    }

    private static InvocationResult.Failure failure(String message, int line) {
        return new InvocationResult.Failure(
                "IllegalStateException: " + message,
                "java.lang.IllegalStateException: " + message + "\n\tat app.Order.run(Order.java:" + line + ")\n");
    }
}
