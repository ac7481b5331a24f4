package dev.nephelite.function.trigger;

import dev.nephelite.emulator.time.Ids;
import java.time.Duration;

/** How long to wait before something is tried again that has been in vain: ever longer, and never quite the same. */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final Duration shortest;
    private final Duration longest;
    private final Ids ids;
    private int misses;

    public Backoff(Duration shortest, Duration longest, Ids ids) {
        this.shortest = shortest;
        this.longest = longest;
        this.ids = ids;
    }

    /** The wait that is due now; the next one will be longer. */
    public Duration next() {
        Duration wait = shortest;
        if (misses > 0) {
            double factor = 0.8 + 0.4 * fraction();
            double doubled = shortest.toNanos() * Math.pow(2, Math.min(misses, MOST_DOUBLINGS) - 1);
            wait = wait.plusNanos((long) (factor * doubled));
        }
        misses++;
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** Begins with the shortest wait again. */
    public void reset() {
        misses = 0;
    }

    /** From 0 to 1, as fine as a double can be. */
    private double fraction() {
        return (ids.nextLong() >>> 11) * 0x1.0p-53;
    }
}
