package dev.nephelite.function.invocation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in a fixed number of buckets, without locks. The width of a bucket is a 32nd of the durations in it or less,
 * or a microsecond, so a percentile is at most 3 percent too long. Thread-safe.
 */
final class DurationHistogram {
    private static final int BITS = 5;
    private static final int BUCKETS_OF_A_POWER = 1 << BITS;

    /** Longer durations, of more than 19 hours, are counted as this long. */
    private static final int MAX_POWER = 36;

    private final AtomicLongArray counts = new AtomicLongArray(bucket(1L << MAX_POWER) + 1);

    void add(Duration duration) {
        long micros = Math.max(0, duration.toNanos() / 1_000);
        counts.incrementAndGet(bucket(Math.min(micros, 1L << MAX_POWER)));
    }

    /** The first buckets contain one value each; then every power of two has the same number of buckets. */
    private static int bucket(long micros) {
        if (micros < BUCKETS_OF_A_POWER) {
            return (int) micros;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - BITS;
        return shift * BUCKETS_OF_A_POWER + (int) (micros >>> shift);
    }

    /** The longest duration that {@code bucket} counts, in microseconds. */
    private static long longest(int bucket) {
        if (bucket < BUCKETS_OF_A_POWER) {
            return bucket;
        }
        int shift = bucket / BUCKETS_OF_A_POWER - 1;
        return ((long) (bucket - shift * BUCKETS_OF_A_POWER + 1) << shift) - 1;
    }

    /** Reads the counts; what is added meanwhile may be missing. */
    Counted counted() {
        long[] copy = new long[counts.length()];
        long total = 0;
        for (int i = 0; i < copy.length; i++) {
            copy[i] = counts.get(i);
            total += copy[i];
        }
        return new Counted(copy, total);
    }

    /** The counts at one moment. */
    static final class Counted {
        private final long[] counts;
        private final long total;

        private Counted(long[] counts, long total) {
            this.counts = counts;
            this.total = total;
        }

        long total() {
            return total;
        }

        /** The duration that {@code percent} percent of all did not exceed; zero if there are none. */
        Duration percentile(int percent) {
            long rank = (total * percent + 99) / 100;
            long seen = 0;
            for (int i = 0; i < counts.length; i++) {
                seen += counts[i];
                if (seen >= rank && counts[i] > 0) {
                    return Duration.ofNanos(longest(i) * 1_000);
                }
            }
            return Duration.ZERO;
        }
    }
}
