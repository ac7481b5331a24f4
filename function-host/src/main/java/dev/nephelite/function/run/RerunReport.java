package dev.nephelite.function.run;

import java.util.List;

/**
 * What came of a run that repeats an earlier one.
 *
 * @param run the new run, whose {@link RunSummary#rerunOf} is the earlier one
 * @param first the run that was repeated
 * @param dryRun whether the outputs of the new run were not written
 * @param same whether both runs have the same outcome, error and outputs, as far as they are recorded
 * @param outputs how the outputs differ, by name
 * @param notes in which way the new run was not an exact repetition, one sentence each
 */
public record RerunReport(
        RunSummary run,
        RunSummary first,
        boolean dryRun,
        boolean same,
        List<OutputDifference> outputs,
        List<String> notes) {
    public RerunReport {
        outputs = List.copyOf(outputs);
        notes = List.copyOf(notes);
    }

    /**
     * Compares a run with the one that it repeats.
     *
     * @param run the new one
     * @param notes in which way it was not an exact repetition
     */
    public static RerunReport of(RunRecord first, RunRecord run, boolean dryRun, List<String> notes) {
        List<OutputDifference> outputs = OutputDifference.between(
                first.details().outputs(), run.details().outputs());
        boolean same = first.summary().outcome() == run.summary().outcome()
                && first.summary().error().equals(run.summary().error())
                && outputs.stream().noneMatch(OutputDifference::isDifferent);
        return new RerunReport(run.summary(), first.summary(), dryRun, same, outputs, notes);
    }

    /** This report as one JSON object without line breaks. */
    public String json() {
        return RunJson.write(this);
    }

    /**
     * Parses what {@link #json} returns.
     *
     * @throws IllegalArgumentException if {@code json} is anything else
     */
    public static RerunReport parse(String json) {
        return RunJson.report(json);
    }
}
