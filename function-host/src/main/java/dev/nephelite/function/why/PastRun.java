package dev.nephelite.function.why;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run on record, as triggers recognize what it was for.
 *
 * @param reason why it began, as the log says
 * @param details further facts about what triggered it, such as {@code MessageId}
 * @param input the beginning of what the trigger passed
 * @param attempt how often the event had been tried, with this time
 * @param attempts after how many the host gives up; null if it never does, or that is not known
 * @param error why it failed; empty unless it has
 * @param byHand whether a user has started it, so that no event of the trigger is settled by it
 * @param rerunOf the run that this one repeats; null for most runs
 */
public record PastRun(
        UUID id,
        Instant startedAt,
        Outcome outcome,
        String reason,
        Map<String, String> details,
        String input,
        long attempt,
        @Nullable Long attempts,
        String error,
        boolean byHand,
        @Nullable UUID rerunOf) {
    private static final int SHORT = 8;

    /** How it ended. */
    public enum Outcome {
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    /** A detail; empty if the run does not have it. */
    public String detail(String name) {
        return details.getOrDefault(name, "");
    }

    /** Why a user has started it, as a clause; empty if its trigger has. */
    String reasonByHand() {
        if (rerunOf != null) {
            return "because run " + rerunOf.toString().substring(0, SHORT) + " was repeated";
        }
        return byHand ? "because it was invoked by hand" : "";
    }

    /** Whether it failed and the host does not try again. */
    public boolean isLastFailure() {
        return !byHand && outcome == Outcome.FAILED && attempts != null && attempt >= attempts;
    }

    /** The beginning of the id, which is enough to tell runs apart. */
    public String shortId() {
        return id.toString().substring(0, SHORT);
    }

    /** When it began, in whole milliseconds. */
    String time() {
        return Explanation.time(startedAt);
    }
}
