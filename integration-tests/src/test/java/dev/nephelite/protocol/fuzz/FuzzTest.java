package dev.nephelite.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends requests that are wrong in thousands of ways. Each has to be answered soon and without an internal error, and one
 * that is refused must not change anything.
 *
 * <p>To run it for longer: {@code -Dtest=FuzzTest -Dnephelite.fuzz.seed=2 -Dnephelite.fuzz.requests=1000000}.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class FuzzTest {
    private final FuzzPlan plan = FuzzPlan.ofThisRun();

    @TempDir
    private Path folder;

    @Test
    void no_request_breaks_a_service_or_changes_anything_when_it_is_refused() throws IOException {
        Tally tally = new Tally();
        try (FuzzedHost running = new FuzzedHost(folder.resolve("app"), plan.seed());
                Subject host = running.subject()) {
            host.askRightly();
            for (int round = 1; tally.total() < plan.requests(); round++) {
                try {
                    new Round(plan.round(round), host).run(tally);
                } catch (Fault fault) {
                    throw new AssertionError("In round %d of %s %s".formatted(round, plan, fault.getMessage()), fault);
                }
            }
        }
        System.out.println("Fuzz test: " + plan + ": " + tally);

        assertThat(tally.accepted()).isBetween(0.1, 0.9);
    }
}
