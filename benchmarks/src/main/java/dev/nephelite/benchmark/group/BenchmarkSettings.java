package dev.nephelite.benchmark.group;

import java.time.Duration;
import java.util.List;

/**
 * How much is done.
 *
 * @param repetitions of each step
 * @param scale of all numbers and sizes; 1 is what the targets are for
 * @param clients how many clients small blobs are tried with; 1, 16 and 64 have targets
 * @param step how long a step takes whose result is a rate
 * @param rest before memory is read and before servers are stopped, for what they do in the background
 * @param fill the longest that filling a store may take
 * @param seed of the moments of random kills, which are the same for all servers
 */
public record BenchmarkSettings(
        int repetitions, double scale, List<Integer> clients, Duration step, Duration rest, Duration fill, long seed) {
    private static final long MIB = 1 << 20;

    /** Fewer would say nothing. */
    private static final long FEWEST = 64;

    public BenchmarkSettings {
        if (repetitions < 1 || scale <= 0 || step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("repetitions, scale and seconds have to be more than 0");
        }
        clients = List.copyOf(clients);
    }

    /** So many blobs or messages at scale 1. */
    long count(long atScale1) {
        return Math.max(FEWEST, Math.round(atScale1 * scale));
    }

    /** The bytes of so many MiB at scale 1. */
    long mib(long atScale1) {
        return Math.max(1, Math.round(atScale1 * scale * MIB));
    }

    /** Long enough for a step that ends by its number of requests. */
    Duration steps(long steps) {
        return step.multipliedBy(steps);
    }
}
