package dev.nephelite.cli.output;

import dev.nephelite.function.run.OutputDifference;
import dev.nephelite.function.run.RerunReport;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run beside the earlier one that it repeats, for people: first how both ended, then each output. */
public record RerunText(RerunReport report, boolean colors) {
    private static final String BEFORE = "- ";
    private static final String AFTER = "+ ";

    /** The lines, without line breaks. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(colored(BEFORE + ended(report.first())));
        lines.add(colored(AFTER + ended(report.run())));
        for (OutputDifference output : report.outputs()) {
            String change = output.change().name().toLowerCase(Locale.ROOT);
            boolean unwritten = report.dryRun() && report.run().outcome() == Outcome.SUCCEEDED;
            lines.add(PrintableText.line(output.name() + ": " + change + (unwritten ? ", not written" : "")));
            output.lines().forEach(line -> lines.add(colored(PrintableText.line(line))));
        }
        return lines;
    }

    /** Like {@link #lines}, but only one line if there is no difference. */
    public List<String> differences() {
        RunSummary first = report.first();
        return report.same()
                ? List.of(PrintableText.line("= " + first.function() + " " + first.shortId() + " "
                        + RunsTable.outcome(first.outcome()) + " again"))
                : lines();
    }

    private static String ended(RunSummary run) {
        String took = run.duration() == null ? "" : " after " + Quantities.milliseconds(run.duration());
        String error = run.error().isEmpty()
                ? ""
                : ": " + run.error().lines().findFirst().orElse("");
        return PrintableText.line(
                run.function() + " " + run.shortId() + " " + RunsTable.outcome(run.outcome()) + took + error);
    }

    private String colored(String line) {
        if (colors && line.startsWith(BEFORE)) {
            return Colors.red(line);
        }
        return colors && line.startsWith(AFTER) ? Colors.green(line) : line;
    }
}
