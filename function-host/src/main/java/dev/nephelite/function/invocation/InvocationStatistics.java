package dev.nephelite.function.invocation;

import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Usage;
import dev.nephelite.function.worker.Usage.ColdStart;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the invocations of the functions of a host, also across reloads of its app. Counting takes no lock, and a function
 * takes 9 KB of memory. Thread-safe.
 */
public final class InvocationStatistics {
    private final Map<String, Counters> functions = new ConcurrentHashMap<>();

    /** The counters of a function. They last as long as the host. */
    Counters of(String function) {
        return functions.computeIfAbsent(function, name -> new Counters());
    }

    /** The statistics of a function; all zero if it was never invoked. */
    public FunctionStatistics read(String function) {
        return of(function).read(function);
    }

    /** The counters of one function. */
    static final class Counters {
        private final DurationHistogram durations = new DurationHistogram();
        private final LongAdder failures = new LongAdder();
        private final LongAdder coldStarts = new LongAdder();
        private final LongAdder cpuNanos = new LongAdder();
        private final LongAdder allocatedBytes = new LongAdder();
        private volatile @Nullable ColdStart lastColdStart;

        void ended(InvocationResult result, Duration duration) {
            durations.add(duration);
            if (result instanceof InvocationResult.Failure) {
                failures.increment();
            }
        }

        void used(Usage usage) {
            cpuNanos.add(usage.cpu().toNanos());
            allocatedBytes.add(usage.allocatedBytes());
            if (usage.coldStart() != null) {
                coldStarts.increment();
                lastColdStart = usage.coldStart();
            }
        }

        private FunctionStatistics read(String name) {
            DurationHistogram.Counted counted = durations.counted();
            return new FunctionStatistics(
                    name,
                    counted.total(),
                    failures.sum(),
                    counted.percentile(50),
                    counted.percentile(95),
                    counted.percentile(99),
                    coldStarts.sum(),
                    Duration.ofNanos(cpuNanos.sum()),
                    allocatedBytes.sum(),
                    lastColdStart);
        }
    }

    /**
     * What the invocations of a function took, since the host has started. Every attempt of a retried invocation counts.
     *
     * @param p50 the duration, bindings included, that half of the invocations did not exceed, up to 3 percent too long
     * @param coldStarts first invocations since the function was loaded, one in each process
     * @param cpu the CPU time of the threads that ran the function
     * @param allocatedBytes the memory that these threads allocated
     * @param lastColdStart null if there was none
     */
    public record FunctionStatistics(
            String name,
            long invocations,
            long failures,
            Duration p50,
            Duration p95,
            Duration p99,
            long coldStarts,
            Duration cpu,
            long allocatedBytes,
            @Nullable ColdStart lastColdStart) {}
}
