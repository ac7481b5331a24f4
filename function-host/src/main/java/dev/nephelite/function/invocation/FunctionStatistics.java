package dev.nephelite.function.invocation;

import dev.nephelite.function.worker.Usage.ColdStart;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
