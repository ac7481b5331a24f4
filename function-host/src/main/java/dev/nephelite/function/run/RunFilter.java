package dev.nephelite.function.run;

import dev.nephelite.function.run.RunSummary.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are wanted.
 *
 * @param function null for all; its case is ignored
 * @param failed true for those that have failed, false for the others, null for all
 * @param since null, or when the oldest run that is wanted began
 * @param text null, or what the function, the reason, the details, the beginning of the input, the error or the id of a run
 *     contains; its case is ignored
 */
public record RunFilter(
        @Nullable String function,
        @Nullable Boolean failed,
        @Nullable Instant since,
        @Nullable String text) implements Predicate<RunSummary> {
    /** Every run. */
    public static final RunFilter ALL = new RunFilter(null, null, null, null);

    @Override
    public boolean test(RunSummary run) {
        return (function == null || function.equalsIgnoreCase(run.function()))
                && (failed == null || failed == (run.outcome() == Outcome.FAILED))
                && (since == null || !run.startedAt().isBefore(since))
                && (text == null || contains(run, text));
    }

    private static boolean contains(RunSummary run, String text) {
        return contains(run.function(), text)
                || contains(run.reason(), text)
                || contains(run.input(), text)
                || contains(run.error(), text)
                || contains(run.details(), text)
                || contains(run.id().toString(), text);
    }

    private static boolean contains(Map<String, String> details, String text) {
        for (String value : details.values()) {
            if (contains(value, text)) {
                return true;
            }
        }
        return false;
    }

    /** Looks for the first letter before it compares, which is much faster than to compare everywhere. */
    private static boolean contains(String text, String part) {
        if (part.isEmpty()) {
            return true;
        }
        char lower = Character.toLowerCase(part.charAt(0));
        char upper = Character.toUpperCase(part.charAt(0));
        return containsFrom(text, part, lower) || (upper != lower && containsFrom(text, part, upper));
    }

    private static boolean containsFrom(String text, String part, char first) {
        int last = text.length() - part.length();
        for (int index = text.indexOf(first); index >= 0 && index <= last; index = text.indexOf(first, index + 1)) {
            if (text.regionMatches(true, index, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }
}
