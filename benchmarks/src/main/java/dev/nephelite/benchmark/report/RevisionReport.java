package dev.nephelite.benchmark.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of a run that compares two revisions of Nephelite, in Markdown. */
public final class RevisionReport {
    private final Results results;
    private final String revision;

    /** @param revision the baseline, as the user named it */
    public RevisionReport(Results results, String revision) {
        this.results = results;
        this.revision = revision;
    }

    /**
     * One row per measurement of both revisions, followed by the notes. The ratio is that of the medians; behind it are the
     * least and the greatest ratio of a round, in which both were measured right after each other.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| work | unit | now | " + revision + " | ratio |");
        lines.add("|---|---|---|---|---|");
        Stream.of(ReportRow.values())
                .map(this::line)
                .flatMap(Collection::stream)
                .forEach(lines::add);
        lines.add("");
        results.notes().stream().map(note -> "- " + note).forEach(lines::add);
        return lines;
    }

    /** The line of a row, or none if it was not measured. */
    private List<String> line(ReportRow row) {
        @Nullable Spread now = results.spread(row, Subject.NEPHELITE);
        @Nullable Spread before = results.spread(row, Subject.BASELINE);
        if (now == null || before == null) {
            return List.of();
        }
        return List.of(Stream.of(row.title(), row.unit(), now.toString(), before.toString(), ratio(row, now, before))
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    private String ratio(ReportRow row, Spread now, Spread before) {
        List<Double> values = results.values(row, Subject.NEPHELITE);
        List<Double> baseline = results.values(row, Subject.BASELINE);
        Spread rounds = Spread.of(IntStream.range(0, Math.min(values.size(), baseline.size()))
                .mapToObj(round -> values.get(round) / baseline.get(round))
                .toList());
        return new Spread(now.median() / before.median(), rounds.min(), rounds.max(), rounds.count()).toString();
    }
}
