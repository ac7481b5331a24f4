package dev.nephelite.junit.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param inputs the values of the trigger and of the inputs by binding name, the trigger's first. Without missing blobs, and
 *     without the other inputs if one of them could not be read
 * @param outputs the values that were written, by binding name; {@code $return} is the returned one. Empty if it failed
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
        Map<String, Payload> inputs,
        Map<String, Payload> outputs,
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

    /**
     * A value that a function was given or has set.
     *
     * @param text the value as text: JSON, if the host passes JSON; of an HTTP request, its method, URL and body; of a response,
     *     its status and body; bytes that are no text in UTF-8, in Base64. Cut after {@value #MAX_CHARACTERS} characters. Empty
     *     if the function read the value as a stream
     * @param bytes the length of the whole value in UTF-8, of HTTP requests and responses that of the body; -1 for a stream
     */
    public record Payload(String text, long bytes) {
        /** How much of a text is kept: at least a whole message. */
        public static final int MAX_CHARACTERS = 65_536;
    }

    public FunctionInvocation {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        log = List.copyOf(log);
    }

    /**
     * What the trigger or an input has passed to the function.
     *
     * @throws IllegalArgumentException if there was no such value; the message names those that there were
     */
    public Payload input(String binding) {
        return named(binding, inputs);
    }

    /**
     * What the function has returned, as {@code $return}, or set.
     *
     * @throws IllegalArgumentException if there was no such value; the message names those that there were
     */
    public Payload output(String binding) {
        return named(binding, outputs);
    }

    private Payload named(String binding, Map<String, Payload> values) {
        Payload payload = values.get(binding);
        if (payload == null) {
            throw new IllegalArgumentException("The invocation of '" + function + "' had no value '" + binding
                    + "'. There were " + values.keySet() + ".");
        }
        return payload;
    }

    /** Whether the function returned and its outputs were written. */
    public boolean hasSucceeded() {
        return outcome == Outcome.SUCCEEDED;
    }
}
