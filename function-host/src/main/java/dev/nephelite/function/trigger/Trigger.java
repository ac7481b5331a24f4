package dev.nephelite.function.trigger;

import dev.nephelite.function.worker.TypedData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One firing of a trigger, before inputs are bound.
 *
 * @param reason one sentence for the log, such as {@code New queue message detected on 'orders'.}
 * @param details what else the log should tell, in order; may be empty
 * @param value what the trigger's own parameter receives
 * @param metadata what binding expressions and the worker may ask for, by name; not looked into before they ask, so that
 *     it may be a map that begins to find out then
 */
public record Trigger(String reason, Map<String, String> details, TypedData value, Map<String, TypedData> metadata) {
    /** The reason of every invocation that someone started by hand. */
    public static final String BY_HAND = "This function was programmatically called via the host APIs.";

    public Trigger {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        metadata = Collections.unmodifiableMap(metadata);
    }
}
