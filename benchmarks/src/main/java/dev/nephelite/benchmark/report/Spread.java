package dev.nephelite.benchmark.report;

import java.util.Collection;
import java.util.Locale;

/** The median, minimum and maximum of several samples. */
public record Spread(double median, double min, double max, int count) {
    /**
     * Computes the spread of samples.
     *
     * @throws IllegalArgumentException if there are none
     */
    static Spread of(Collection<Double> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no samples");
        }
        double[] sorted =
                samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** Such as {@code 1,234 (1,180..1,260)}; one sample is shown alone. */
    @Override
    public String toString() {
        return count == 1 ? number(median) : number(median) + " (" + number(min) + ".." + number(max) + ")";
    }

    /** Formats a number with about three significant digits. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || size == Math.rint(size) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
