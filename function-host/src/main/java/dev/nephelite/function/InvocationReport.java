package dev.nephelite.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;

/**
 * The result of an invocation that a user requested.
 *
 * @param message why it failed; empty if it succeeded
 * @param stackTrace of the exception that the function threw; empty if it succeeded or the host reports the failure
 */
public record InvocationReport(
        String function, boolean succeeded, long milliseconds, String message, String stackTrace) {
    private static final JsonMapper JSON = new JsonMapper();

    static InvocationReport of(String function, Duration duration, InvocationResult result) {
        long milliseconds = duration.toMillis();
        return result instanceof InvocationResult.Failure failure
                ? new InvocationReport(function, false, milliseconds, failure.message(), failure.stackTrace())
                : new InvocationReport(function, true, milliseconds, "", "");
    }

    /** An invocation that could not start. */
    static InvocationReport refused(String function, String message) {
        return new InvocationReport(function, false, 0, message, "");
    }

    /**
     * Parses what {@link #json} returns.
     *
     * @throws IllegalArgumentException if {@code json} is anything else
     */
    public static InvocationReport parse(String json) {
        try {
            return JSON.readValue(json, InvocationReport.class);
        } catch (JsonProcessingException noReport) {
            throw new IllegalArgumentException("This is not the report of an invocation: " + json, noReport);
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
