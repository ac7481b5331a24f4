package dev.nephelite.function.worker;

import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function, complete with everything it may read.
 *
 * @param id fresh for every attempt
 * @param inputs by binding name: the trigger's value and every input
 * @param triggerMetadata by name, such as {@code DequeueCount} or the captures of a blob path
 * @param attempt null unless a retry policy applies
 */
public record Invocation(
        UUID id,
        String functionName,
        Map<String, TypedData> inputs,
        Map<String, TypedData> triggerMetadata,
        Trace trace,
        @Nullable Attempt attempt) {
    public Invocation {
        inputs = Map.copyOf(inputs);
        triggerMetadata = Collections.unmodifiableMap(triggerMetadata);
    }

    /** The W3C trace context this call belongs to; empty texts when there is none. */
    public record Trace(String parent, String state) {
        public static final Trace NONE = new Trace("", "");
    }

    /**
     * Which try of a retried invocation this is.
     *
     * @param number 0 for the first run
     * @param maximum the policy's limit of retries, negative for none
     * @param lastFailure what the run before died of, or null on the first
     */
    public record Attempt(int number, int maximum, InvocationResult.@Nullable Failure lastFailure) {}
}
