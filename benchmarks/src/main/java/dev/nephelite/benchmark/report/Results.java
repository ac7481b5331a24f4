package dev.nephelite.benchmark.report;

import dev.nephelite.benchmark.load.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All samples of a run, and what else its reader has to know. For one thread. */
public final class Results {
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Consumer<Sample> log;

    /**
     * Begins without samples.
     *
     * @param log told of each sample at once, so that a run that is interrupted leaves something
     */
    public Results(Consumer<Sample> log) {
        this.log = log;
    }

    public void add(Sample sample) {
        samples.add(sample);
        log.accept(sample);
    }

    /** Adds something to be printed below the table, in one line. */
    public void note(String text) {
        notes.add(text.strip().replaceAll("\\s+", " "));
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** What was measured, or null if nothing was. */
    @Nullable
    Spread spread(ReportRow row, Subject subject) {
        List<Double> values = of(row, subject).map(Sample::value).toList();
        return values.isEmpty() ? null : Spread.of(values);
    }

    /** Not a number if nothing was measured. */
    double median(ReportRow row, Subject subject) {
        Spread spread = spread(row, subject);
        return spread == null ? Double.NaN : spread.median();
    }

    /** Not a number if nothing was measured. */
    double total(ReportRow row, Subject subject) {
        return spread(row, subject) == null
                ? Double.NaN
                : of(row, subject).mapToDouble(Sample::value).sum();
    }

    long problems(ReportRow row, Subject subject) {
        return of(row, subject).mapToLong(Sample::problems).sum();
    }

    /** The most that other programs kept busy while something was measured, in cores. */
    double noise() {
        return samples.stream()
                .map(Sample::load)
                .mapToDouble(load -> load == null ? 0 : load.otherCores())
                .max()
                .orElse(0);
    }

    private Stream<Sample> of(ReportRow row, Subject subject) {
        return samples.stream().filter(sample -> sample.row() == row && sample.subject() == subject);
    }

    /**
     * One measurement.
     *
     * @param problems how many requests failed or returned wrong contents meanwhile
     * @param load the counts of the load generator, or null if it did not make the measurement
     */
    public record Sample(
            ReportRow row,
            Subject subject,
            double value,
            long problems,
            @Nullable LoadResult load) {}
}
