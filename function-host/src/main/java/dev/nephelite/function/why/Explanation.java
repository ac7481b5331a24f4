package dev.nephelite.function.why;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * The answer to the question why a function ran, did not run, or ran several times.
 *
 * @param trigger the type of the trigger, such as {@code queueTrigger}; empty if it is not known
 * @param subject what the question was about; empty for the function in general
 * @param verdict the answer in a sentence or two: the detail of the first fact
 * @param facts what decides first
 */
public record Explanation(
        String function, String trigger, String subject, Outcome outcome, String verdict, List<Fact> facts) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Explanation {
        facts = List.copyOf(facts);
    }

    /** What has become of the subject. */
    public enum Outcome {
        /** The function runs for it now. */
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("ran")
        RAN,
        @JsonProperty("ran-again")
        RAN_AGAIN,
        /** It has not run, and does not unless something changes. */
        @JsonProperty("prevented")
        PREVENTED,
        /** It has not run yet. */
        @JsonProperty("pending")
        PENDING,
        /** Nothing keeps it from running: it waits for something to happen. */
        @JsonProperty("ready")
        READY
    }

    /**
     * Draws the conclusion from facts.
     *
     * @param facts at least one, in the order in which they are worth reading
     */
    public static Explanation of(String function, String trigger, Subject subject, List<Fact> facts) {
        List<Fact> sorted = facts.stream()
                .distinct()
                .sorted(Comparator.comparing(fact -> fact.kind().effect()))
                .toList();
        Fact first = sorted.get(0);
        return new Explanation(function, trigger, subject.text(), outcome(first), first.detail(), sorted);
    }

    private static Outcome outcome(Fact first) {
        return switch (first.kind().effect()) {
            case RUNNING -> Outcome.RUNNING;
            case RAN -> first.kind() == Fact.Kind.RAN_AGAIN ? Outcome.RAN_AGAIN : Outcome.RAN;
            case PREVENTS -> Outcome.PREVENTED;
            case DELAYS -> Outcome.PENDING;
            case CONTEXT -> Outcome.READY;
        };
    }

    /** A time as facts show it: in UTC and whole milliseconds. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** One JSON object without line breaks. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Parses what {@link #json} returns.
     *
     * @throws IllegalArgumentException if {@code json} is anything else
     */
    public static Explanation parse(String json) {
        try {
            return JSON.readValue(json, Explanation.class);
        } catch (JsonProcessingException noExplanation) {
            throw new IllegalArgumentException("This is no explanation: " + json, noExplanation);
        }
    }
}
