package dev.nephelite.function.trigger;

import dev.nephelite.function.worker.TypedData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One trigger event, before inputs are read.
 *
 * @param reason one sentence for the log, such as {@code New queue message detected on 'orders'.}
 * @param details further facts for the log, in order; may be empty
 * @param value the value of the trigger's own parameter
 * @param metadata values for binding expressions and the worker, by name; may be computed on first access
 */
public record TriggerEvent(
        String reason, Map<String, String> details, TypedData value, Map<String, TypedData> metadata) {
    /** The reason of every invocation that a user starts. */
    public static final String MANUAL = "This function was programmatically called via the host APIs.";

    public TriggerEvent {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        metadata = Collections.unmodifiableMap(metadata);
    }
}
