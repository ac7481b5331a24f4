package dev.nephelite.benchmark.report;

import dev.nephelite.benchmark.load.LoadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The samples of a run and the notes below its table. For one thread. */
public final class Results {
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Consumer<Sample> log;

    /**
     * Begins without samples.
     *
     * @param log receives each sample immediately, so that an interrupted run has results
     */
    public Results(Consumer<Sample> log) {
        this.log = log;
    }

    public void add(Sample sample) {
        samples.add(sample);
        log.accept(sample);
    }

    /** Adds a note below the table, in one line. */
    public void note(String text) {
        notes.add(text.strip().replaceAll("\\s+", " "));
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The values of the samples, or null if there are none. */
    @Nullable
    Spread spread(ReportRow row, Subject subject) {
        List<Double> values = values(row, subject);
        return values.isEmpty() ? null : Spread.of(values);
    }

    /** The values of the samples in the order in which they were measured. */
    List<Double> values(ReportRow row, Subject subject) {
        return of(row, subject).map(Sample::value).toList();
    }

    /** The median of the samples, or NaN if there are none. */
    double median(ReportRow row, Subject subject) {
        Spread spread = spread(row, subject);
        return spread == null ? Double.NaN : spread.median();
    }

    /** The sum of the samples, or NaN if there are none. */
    double total(ReportRow row, Subject subject) {
        return spread(row, subject) == null
                ? Double.NaN
                : of(row, subject).mapToDouble(Sample::value).sum();
    }

    long problems(ReportRow row, Subject subject) {
        return of(row, subject).mapToLong(Sample::problems).sum();
    }

    /** The most cores that other programs used during a measurement. */
    double otherCores() {
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
     * @param problems how many requests of the measurement failed or returned wrong contents
     * @param load the counts of the load generator, or null if it did not make the measurement
     */
    public record Sample(
            ReportRow row,
            Subject subject,
            double value,
            long problems,
            @Nullable LoadResult load) {}
}
