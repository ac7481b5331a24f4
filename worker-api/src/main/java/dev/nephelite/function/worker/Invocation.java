package dev.nephelite.function.worker;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function with all of its input data.
 *
 * @param id unique for every attempt
 * @param inputs the values of the trigger and of the inputs by binding name
 * @param triggerMetadata values by name, such as {@code DequeueCount} or the parameters of a blob path
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

    /** The same invocation with the metadata of these names only, as far as there is any. */
    public Invocation withMetadata(Collection<String> names) {
        Map<String, TypedData> kept = new HashMap<>();
        for (String name : names) {
            TypedData value = triggerMetadata.get(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return new Invocation(id, functionName, inputs, kept, trace, attempt);
    }

    /** The W3C trace context of the call, or empty texts if there is none. */
    public record Trace(String parent, String state) {
        public static final Trace NONE = new Trace("", "");
    }

    /**
     * The number of an attempt under a retry policy.
     *
     * @param number 0 for the first attempt
     * @param maximum the greatest number of retries; negative for no limit
     * @param lastFailure the failure of the previous attempt, or null for the first
     */
    public record Attempt(int number, int maximum, InvocationResult.@Nullable Failure lastFailure) {}
}
