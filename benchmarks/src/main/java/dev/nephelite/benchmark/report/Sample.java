package dev.nephelite.benchmark.report;

import dev.nephelite.benchmark.load.LoadResult;
import org.jspecify.annotations.Nullable;

/**
 * One measurement.
 *
 * @param problems errors and wrong contents on the way
 * @param load what the load generator counted, where it made the measurement
 */
public record Sample(
        ReportRow row,
        Subject subject,
        double value,
        long problems,
        @Nullable LoadResult load) {}
