package dev.nephelite.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of a run, in Markdown. */
public final class Report {
    private static final String NOTHING = "–";

    private final Results results;

    public Report(Results results) {
        this.results = results;
    }

    /** One row per measurement, followed by a summary, which counts the targets that were not measured, and the notes. */
    public List<String> lines() {
        List<TargetComparison> comparisons = Stream.of(ReportRow.values())
                .map(row -> new TargetComparison(results, row))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("| work | unit | Nephelite | Azurite | ratio | target | met |");
        lines.add("|---|---|---|---|---|---|---|");
        comparisons.stream().filter(this::isShown).map(this::line).forEach(lines::add);
        lines.add("");
        lines.add(summary(comparisons));
        results.notes().stream().map(note -> "- " + note).forEach(lines::add);
        return lines;
    }

    private boolean isShown(TargetComparison targetComparison) {
        return targetComparison.isMeasured()
                || Stream.of(Subject.values())
                        .anyMatch(subject -> results.spread(targetComparison.row(), subject) != null);
    }

    private String line(TargetComparison targetComparison) {
        ReportRow row = targetComparison.row();
        return Stream.of(
                        row.title(),
                        row.unit(),
                        ours(row),
                        cell(row, Subject.AZURITE),
                        ratio(targetComparison),
                        targetComparison.target(),
                        verdict(targetComparison))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String summary(List<TargetComparison> comparisons) {
        List<TargetComparison> targets =
                comparisons.stream().filter(TargetComparison::isTarget).toList();
        List<TargetComparison> measured =
                targets.stream().filter(TargetComparison::isMeasured).toList();
        long met = measured.stream().filter(TargetComparison::isMet).count();
        return String.format(
                Locale.ROOT,
                "%s targets: %s met, %s missed, %s not measured. Other programs used up to %.2f cores.",
                targets.size(),
                met,
                measured.size() - met,
                targets.size() - measured.size(),
                results.otherCores());
    }

    private String ours(ReportRow row) {
        Subject subject = results.spread(row, Subject.MACHINE) == null ? Subject.NEPHELITE : Subject.MACHINE;
        return cell(row, subject);
    }

    private String cell(ReportRow row, Subject subject) {
        Spread spread = results.spread(row, subject);
        if (spread == null) {
            return NOTHING;
        }
        long problems = results.problems(row, subject);
        boolean added = row.unit().equals(ReportRow.IN_TOTAL);
        String text = added ? Spread.number(results.total(row, subject)) : spread.toString();
        return text + (problems == 0 ? "" : ", " + problems + " errors");
    }

    private static String ratio(TargetComparison targetComparison) {
        return targetComparison.isRatio() && targetComparison.isMeasured()
                ? Spread.number(targetComparison.actual())
                : NOTHING;
    }

    private static String verdict(TargetComparison targetComparison) {
        if (!targetComparison.isTarget()) {
            return "";
        }
        return !targetComparison.isMeasured() ? "not measured" : targetComparison.isMet() ? "yes" : "**no**";
    }
}
