package dev.nephelite.function.trigger.queue;

import dev.nephelite.emulator.time.Ids;
import java.time.Duration;

/** How long to wait before the next look at a queue that was empty: ever longer, and never quite the same. */
final class Backoff {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 30;

    private final Duration longest;
    private final Ids ids;
    private int misses;

    Backoff(Duration longest, Ids ids) {
        this.longest = longest;
        this.ids = ids;
    }

    Duration next() {
        Duration wait = SHORTEST;
        if (misses > 0) {
            double factor = 0.8 + 0.4 * fraction();
            double doubled = SHORTEST.toNanos() * Math.pow(2, Math.min(misses, MOST_DOUBLINGS) - 1);
            wait = wait.plusNanos((long) (factor * doubled));
        }
        misses++;
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    void reset() {
        misses = 0;
    }

    /** From 0 to 1, as fine as a double can be. */
    private double fraction() {
        return (ids.nextLong() >>> 11) * 0x1.0p-53;
    }
}
