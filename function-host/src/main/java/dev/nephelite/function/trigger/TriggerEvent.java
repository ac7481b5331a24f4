package dev.nephelite.function.trigger;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.worker.TypedData;
import java.time.Instant;
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
 * @param delivery how the event has reached the host
 * @param repetition null unless an earlier run is repeated
 */
public record TriggerEvent(
        String reason,
        Map<String, String> details,
        TypedData value,
        Map<String, TypedData> metadata,
        @Nullable TraceContext cause,
        Delivery delivery,
        @Nullable Repetition repetition) {
    /** The reason of every invocation that a user starts. */
    public static final String MANUAL = "This function was programmatically called via the host APIs.";

    public TriggerEvent {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * How an event has reached the host.
     *
     * @param availableAt since when the function could have run, by the cloud's clock: when the message became visible, the blob was
     *     written or the timer was due; null if that is not known
     * @param number how often the event has been delivered, including this time
     * @param of after how many deliveries the host gives up; null if it never does, or that is not known
     */
    public record Delivery(
            @Nullable Instant availableAt,
            long number,
            @Nullable Long of) {
        /** It is delivered once, right after it has happened or at an unknown time. */
        public static final Delivery ONCE = new Delivery(null, 1, 1L);

        /** It is delivered once, some time after {@code moment}. */
        public static Delivery onceAfter(Instant moment) {
            return new Delivery(moment, 1, 1L);
        }
    }

    /** An event whose cause is not known. */
    public TriggerEvent(String reason, Map<String, String> details, TypedData value, Map<String, TypedData> metadata) {
        this(reason, details, value, metadata, null);
    }

    /** An event that is delivered once. */
    public TriggerEvent(
            String reason,
            Map<String, String> details,
            TypedData value,
            Map<String, TypedData> metadata,
            @Nullable TraceContext cause) {
        this(reason, details, value, metadata, cause, Delivery.ONCE, null);
    }

    /** This event with the trace context of the request that caused it. */
    public TriggerEvent causedBy(@Nullable TraceContext request) {
        return new TriggerEvent(reason, details, value, metadata, request, delivery, repetition);
    }

    /** This event, delivered in that way. */
    public TriggerEvent delivered(Delivery how) {
        return new TriggerEvent(reason, details, value, metadata, cause, how, repetition);
    }

    /** This event, for a run that repeats an earlier one. */
    public TriggerEvent repeating(Repetition how) {
        return new TriggerEvent(reason, details, value, metadata, cause, delivery, how);
    }
}
