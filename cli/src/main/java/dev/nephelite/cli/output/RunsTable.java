package dev.nephelite.cli.output;

import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Attempt;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs for people: a line for each, which fits into 80 columns if the name of the function is short. */
public record RunsTable(boolean colors) {
    private static final String COLUMNS = "%-12s %-18s %-9s %-9s %8s %-8s %s";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** The names of the columns. */
    public String head() {
        return COLUMNS.formatted("time", "function", "trigger", "outcome", "duration", "id", "attempt");
    }

    /** One run. */
    public String line(RunSummary run) {
        String line = PrintableText.line(COLUMNS.formatted(
                        TIME.format(run.startedAt()),
                        run.function(),
                        trigger(run.trigger()),
                        outcome(run.outcome()),
                        duration(run.duration()),
                        run.shortId(),
                        run.rerunOf() == null ? attempt(run.attempt()) : "rerun")
                .stripTrailing());
        return colors && run.outcome() == Outcome.FAILED ? Colors.red(line) : line;
    }

    /** Without what all types of triggers have. */
    static String trigger(String type) {
        return type.endsWith("Trigger") ? type.substring(0, type.length() - "Trigger".length()) : type;
    }

    static String outcome(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    static String duration(@Nullable Duration duration) {
        return duration == null ? "" : Quantities.milliseconds(duration);
    }

    /** Nothing if there is only one. */
    static String attempt(Attempt attempt) {
        if (attempt.of() == null) {
            return Long.toString(attempt.number());
        }
        return attempt.of() == 1 ? "" : attempt.number() + " of " + attempt.of();
    }
}
