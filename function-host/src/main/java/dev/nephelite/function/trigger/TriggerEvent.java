package dev.nephelite.function.trigger;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.worker.TypedData;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One trigger event, before inputs are read.
 *
 * @param reason one sentence for the log, such as {@code New queue message detected on 'orders'.}
 * @param details further facts for the log, in order; may be empty
 * @param value the value of the trigger's own parameter
 * @param metadata values for binding expressions and the worker, by name; may be computed on first access
 * @param cause the trace context of the request that caused the event, or null if it is not known
 */
public record TriggerEvent(
        String reason,
        Map<String, String> details,
        TypedData value,
        Map<String, TypedData> metadata,
        @Nullable TraceContext cause) {
    /** The reason of every invocation that a user starts. */
    public static final String MANUAL = "This function was programmatically called via the host APIs.";

    public TriggerEvent {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        metadata = Collections.unmodifiableMap(metadata);
    }

    /** An event whose cause is not known. */
    public TriggerEvent(String reason, Map<String, String> details, TypedData value, Map<String, TypedData> metadata) {
        this(reason, details, value, metadata, null);
    }

    /** This event with the trace context of the request that caused it. */
    public TriggerEvent causedBy(@Nullable TraceContext request) {
        return new TriggerEvent(reason, details, value, metadata, request);
    }
}
