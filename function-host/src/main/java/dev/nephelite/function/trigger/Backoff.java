package dev.nephelite.function.trigger;

import dev.nephelite.emulator.time.Ids;
import java.time.Duration;

/** The pauses between attempts: exponential backoff with jitter. */
public final class Backoff {
    private static final int MAX_DOUBLINGS = 30;

    private final Duration shortest;
    private final Duration longest;
    private final Ids ids;
    private int attempts;

    public Backoff(Duration shortest, Duration longest, Ids ids) {
        this.shortest = shortest;
        this.longest = longest;
        this.ids = ids;
    }

    /** The next pause, longer than the one before. */
    public Duration next() {
        Duration wait = shortest;
        if (attempts > 0) {
            double factor = 0.8 + 0.4 * fraction();
            double doubled = shortest.toNanos() * Math.pow(2, Math.min(attempts, MAX_DOUBLINGS) - 1);
            wait = wait.plusNanos((long) (factor * doubled));
        }
        attempts++;
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** Starts again with the shortest pause. */
    public void reset() {
        attempts = 0;
    }

    /** A random number from 0 to 1 with the full precision of a double. */
    private double fraction() {
        return (ids.nextLong() >>> 11) * 0x1.0p-53;
    }
}
