package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.server.SlowClients;
import java.time.Duration;
import java.util.List;

/**
 * The amount of work.
 *
 * @param repetitions of each step
 * @param scale factor for all numbers and sizes; the targets are for 1
 * @param clients numbers of clients for small blobs; 1, 16 and 64 have targets
 * @param step duration of each step that measures a rate
 * @param rest how long a server may finish its background work before its memory is read or it is stopped
 * @param fill the longest time for filling a store
 * @param rounds of steps with and without a recording
 * @param soak how long the same work is repeated
 * @param seed for the times of random kills, which are the same for all servers
 * @param slow numbers of slow clients of each kind
 */
public record BenchmarkSettings(
        int repetitions,
        double scale,
        List<Integer> clients,
        Duration step,
        Duration rest,
        Duration fill,
        int rounds,
        Duration soak,
        long seed,
        SlowClients.Counts slow) {
    private static final long MIB = 1 << 20;

    /** Fewer blobs or messages are no basis for a rate. */
    private static final long MIN_REQUESTS = 64;

    public BenchmarkSettings {
        if (repetitions < 1 || scale <= 0 || step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("repetitions, scale and seconds must be greater than 0");
        }
        clients = List.copyOf(clients);
    }

    /** The same work with one repetition of each step. */
    public BenchmarkSettings once() {
        return new BenchmarkSettings(1, scale, clients, step, rest, fill, rounds, soak, seed, slow);
    }

    /** Scales a number of blobs or messages. */
    long count(long atScale1) {
        return Math.max(MIN_REQUESTS, Math.round(atScale1 * scale));
    }

    /** Scales a size in MiB and converts it to bytes. */
    long mib(long atScale1) {
        return Math.max(1, Math.round(atScale1 * scale * MIB));
    }

    /** The duration of several steps. */
    Duration steps(long steps) {
        return step.multipliedBy(steps);
    }
}
