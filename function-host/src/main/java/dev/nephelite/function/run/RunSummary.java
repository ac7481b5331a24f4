package dev.nephelite.function.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nephelite.function.log.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What lists show of one attempt to run a function. In JSON, durations are in milliseconds.
 *
 * @param number greater than that of every run that began or ended before; a run gets a new number when it ends
 * @param id unique for every attempt; the log lines of the attempt have it, too
 * @param trigger the type of the trigger, such as {@code queueTrigger}
 * @param reason one sentence, such as {@code New queue message detected on 'orders'.}
 * @param details further facts about what triggered the run, such as the id of the message
 * @param input the beginning of what the trigger has passed; of HTTP requests, method and URL
 * @param startedAt by the machine's clock
 * @param queued how long the message, blob or event waited until the run began; null if that is not known
 * @param duration including the time for inputs and outputs; null while the function runs
 * @param cold whether it was the first run of the function since it was loaded; null if that is not known
 * @param error the message of the exception, or why an input or output failed; empty if the run has not failed
 * @param trace the place of the run in its trace
 * @param rerunOf the run that this one repeats; null if its trigger has started it
 */
public record RunSummary(
        long number,
        UUID id,
        String function,
        String trigger,
        String reason,
        Map<String, String> details,
        String input,
        Attempt attempt,
        Instant startedAt,
        @Nullable Duration queued,
        @Nullable Duration duration,
        Outcome outcome,
        @Nullable Boolean cold,
        String error,
        Trace trace,
        @Nullable UUID rerunOf) {
    /** The detail of a repetition whose outputs were recorded, but not written. */
    public static final String DRY_RUN = "DryRun";

    public RunSummary {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** How a run has ended. */
    public enum Outcome {
        /** It has not ended. */
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("succeeded")
        SUCCEEDED,
        /** The function threw an exception or could not be called, or an input or output failed. */
        @JsonProperty("failed")
        FAILED
    }

    /**
     * How often the same event has been tried.
     *
     * @param number 1 for the first time
     * @param of after how many the host gives up; null if it never does, or that is not known
     */
    public record Attempt(long number, @Nullable Long of) {
        /** The first and only one. */
        public static final Attempt ONLY = new Attempt(1, 1L);
    }

    /**
     * The place of a run in a trace.
     *
     * @param id of the trace: 32 hexadecimal digits
     * @param span of the run: 16 hexadecimal digits
     * @param parent the span of the request that caused the run; null if the trace begins with the run
     * @param run the run that made this request; null if there is none
     */
    public record Trace(
            String id,
            String span,
            @Nullable String parent,
            @Nullable UUID run) {}

    /** The start of the id, which is enough to tell runs apart. */
    public String shortId() {
        return LogLine.shortened(id);
    }

    /** When the run ended; null while it runs. */
    public @Nullable Instant endedAt() {
        return duration == null ? null : startedAt.plus(duration);
    }

    /** This summary as one JSON object without line breaks. */
    public String json() {
        return RunJson.write(this);
    }

    /**
     * Parses what {@link #json} returns.
     *
     * @throws IllegalArgumentException if {@code json} is anything else
     */
    public static RunSummary parse(String json) {
        return RunJson.summary(json);
    }

    RunSummary numbered(long given) {
        return new RunSummary(
                given, id, function, trigger, reason, details, input, attempt, startedAt, queued, duration, outcome,
                cold, error, trace, rerunOf);
    }
}
