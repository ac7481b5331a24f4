package dev.nephelite.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;

/**
 * How an invocation that somebody asked for has ended.
 *
 * @param message why it failed, empty when it succeeded
 * @param stackTrace of what the function threw; empty when it succeeded, or when the host says why
 */
public record InvocationReport(
        String function, boolean succeeded, long milliseconds, String message, String stackTrace) {
    private static final JsonMapper JSON = new JsonMapper();

    static InvocationReport of(String function, Duration duration, InvocationResult invocationResult) {
        long milliseconds = duration.toMillis();
        return invocationResult instanceof InvocationResult.Failure failure
                ? new InvocationReport(function, false, milliseconds, failure.message(), failure.stackTrace())
                : new InvocationReport(function, true, milliseconds, "", "");
    }

    /** An invocation that could not even begin. */
    static InvocationReport refused(String function, String message) {
        return new InvocationReport(function, false, 0, message, "");
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static InvocationReport parse(String json) {
        try {
            return JSON.readValue(json, InvocationReport.class);
        } catch (JsonProcessingException noReport) {
            throw new IllegalArgumentException("not the report of an invocation: " + json, noReport);
        }
    }

    /** This report as one JSON object without line breaks. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
