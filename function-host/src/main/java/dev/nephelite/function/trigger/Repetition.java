package dev.nephelite.function.trigger;

import dev.nephelite.function.worker.TypedData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How a run that repeats an earlier one differs from a run that its trigger starts. It is attempted once.
 *
 * @param id of the new run
 * @param of the run that is repeated
 * @param inputs the values of inputs by binding name, which are given to the function instead of what would be read now; inputs
 *     that are not here are read
 * @param writesOutputs false if the outputs that the function sets are recorded, but not written
 */
public record Repetition(UUID id, UUID of, Map<String, TypedData> inputs, boolean writesOutputs) {
    public Repetition {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
}
