package dev.nephelite.function.run;

import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Limits how many successful runs are recorded with details, so that under a load recording costs little: {@value #BURST} at once,
 * and {@value #PER_SECOND} a second for longer. Thread-safe.
 */
final class DetailBudget {
    static final int BURST = 1_000;
    static final int PER_SECOND = 200;

    private static final Duration EACH = Duration.ofSeconds(1).dividedBy(PER_SECOND);
    private static final Duration FULL = EACH.multipliedBy(BURST);

    private final Clock clock;

    /** When the budget will be full again if nothing more is taken. */
    private Instant fullAt = Instant.MIN;

    /** @param clock the machine's */
    DetailBudget(Clock clock) {
        this.clock = clock;
    }

    /** Whether there is budget for another run, which is taken from it. */
    synchronized boolean take() {
        Instant now = clock.now();
        Instant next = (fullAt.isAfter(now) ? fullAt : now).plus(EACH);
        if (next.isAfter(now.plus(FULL))) {
            return false;
        }
        fullAt = next;
        return true;
    }
}
