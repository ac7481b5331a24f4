package dev.nephelite.benchmark.report;

import java.util.Collection;

/** Between which values a number is with a confidence of 95 percent. */
public record Confidence(double low, double high) {
    /** The half width of the interval that has 95 percent of a normal distribution, in standard deviations. */
    private static final double DEVIATIONS = 1.96;

    /**
     * Where the median is of everything that could have been measured, whatever its distribution: between two of the sorted
     * samples, whose ranks follow from the binomial distribution.
     *
     * @param samples at least one
     */
    public static Confidence ofMedian(Collection<Double> samples) {
        double[] sorted =
                samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int rank = Math.max(0, (int) Math.floor((sorted.length - DEVIATIONS * Math.sqrt(sorted.length)) / 2));
        return new Confidence(sorted[rank], sorted[sorted.length - 1 - rank]);
    }
}
