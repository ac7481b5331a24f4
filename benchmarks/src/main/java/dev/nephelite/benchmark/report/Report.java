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

    /** A row per target, measured or not, and then what has to be known to judge them. */
    public List<String> lines() {
        List<Comparison> comparisons =
                Stream.of(Row.values()).map(row -> new Comparison(results, row)).toList();
        List<String> lines = new ArrayList<>();
        lines.add("| work | unit | Nephelite | Azurite | ratio | target | met |");
        lines.add("|---|---|---|---|---|---|---|");
        comparisons.stream().map(this::line).forEach(lines::add);
        lines.add("");
        lines.add(summary(comparisons));
        results.notes().stream().map(note -> "- " + note).forEach(lines::add);
        return lines;
    }

    private String line(Comparison comparison) {
        Row row = comparison.row();
        return Stream.of(
                        row.title(),
                        row.unit(),
                        ours(row),
                        figure(row, Subject.AZURITE),
                        ratio(comparison),
                        comparison.target(),
                        verdict(comparison))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String summary(List<Comparison> comparisons) {
        List<Comparison> targets =
                comparisons.stream().filter(Comparison::isTarget).toList();
        List<Comparison> measured =
                targets.stream().filter(Comparison::isMeasured).toList();
        long met = measured.stream().filter(Comparison::isMet).count();
        return String.format(
                Locale.ROOT,
                "%d targets: %d met, %d missed, %d not measured. Other programs used up to %.2f cores meanwhile.",
                targets.size(),
                met,
                measured.size() - met,
                targets.size() - measured.size(),
                results.noise());
    }

    private String ours(Row row) {
        Subject subject = results.spread(row, Subject.MACHINE) == null ? Subject.NEPHELITE : Subject.MACHINE;
        return figure(row, subject);
    }

    private String figure(Row row, Subject subject) {
        Spread spread = results.spread(row, subject);
        if (spread == null) {
            return NOTHING;
        }
        long problems = results.problems(row, subject);
        boolean added = row.unit().equals(Row.IN_TOTAL);
        String text = added ? Spread.number(results.total(row, subject)) : spread.toString();
        return text + (problems == 0 ? "" : ", " + problems + " errors");
    }

    private static String ratio(Comparison comparison) {
        return comparison.isRatio() && comparison.isMeasured() ? Spread.number(comparison.figure()) : NOTHING;
    }

    private static String verdict(Comparison comparison) {
        if (!comparison.isTarget()) {
            return "";
        }
        return !comparison.isMeasured() ? "not measured" : comparison.isMet() ? "yes" : "**no**";
    }
}
