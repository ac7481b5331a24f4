package dev.nephelite.junit.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An attempt to run a function, after it has ended.
 *
 * @param id unique for every attempt
 * @param startedAt by the machine's clock
 * @param duration including the time for inputs and outputs
 * @param failure the type and message of the exception that ended it, such as {@code IllegalStateException: sold out}, or why
 *     an input or output failed; empty if it succeeded
 * @param stackTrace the frames of that exception; empty if there was none
 * @param log what the function logged, in order
 */
public record FunctionInvocation(
        UUID id,
        String function,
        Instant startedAt,
        Duration duration,
        Outcome outcome,
        String failure,
        String stackTrace,
        List<LogMessage> log) {
    /** How an invocation has ended. */
    public enum Outcome {
        SUCCEEDED,
        FAILED
    }

    /**
     * A line of a log.
     *
     * @param level {@code Trace}, {@code Debug}, {@code Information}, {@code Warning}, {@code Error} or {@code Critical}
     * @param text possibly of several lines
     */
    public record LogMessage(String level, String text) {}

    public FunctionInvocation {
        log = List.copyOf(log);
    }

    /** Whether the function returned and its outputs were written. */
    public boolean hasSucceeded() {
        return outcome == Outcome.SUCCEEDED;
    }
}
