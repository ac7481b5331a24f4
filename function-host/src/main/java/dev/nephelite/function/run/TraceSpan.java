package dev.nephelite.function.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of a trace. In JSON, durations are in milliseconds.
 *
 * @param id of a request, run, call or span of the app, the id of its span: 16 hexadecimal digits; of an event, {@code event-} and its
 *     number; of a request of which the client has reported the span, {@code request-} and the id of the span
 * @param parent the id of the step that caused this one; null if the trace begins with it, or its cause is not known
 * @param name such as {@code PutBlob photos/cat.jpg}, {@code BlobCreated photos/cat.jpg} the name of a function, or {@code AzureBlobStorageBlockBlob.uploadSync}
 * @param duration null for an event, and if the step has not ended
 * @param status the status of the answer to a request, the outcome of a run or call, {@code failed} for a span of the app that says
 *     so; otherwise empty
 * @param run the run that this is; null for other steps
 * @param guess whether only time says that {@code parent} is the cause
 * @param details more about the step, such as when a message becomes visible or why a run failed
 */
public record TraceSpan(
        String id,
        @Nullable String parent,
        Kind kind,
        String name,
        Instant startedAt,
        @Nullable Duration duration,
        String status,
        @Nullable UUID run,
        boolean guess,
        Map<String, String> details) {
    public TraceSpan {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** What a step is. */
    public enum Kind {
        /** A request to storage. */
        @JsonProperty("request")
        REQUEST,
        /** A change in storage. */
        @JsonProperty("event")
        EVENT,
        /** An attempt to run a function. */
        @JsonProperty("run")
        RUN,
        /** A call of Azure's SDK in the code of a function. */
        @JsonProperty("call")
        CALL,
        /** Something else that an app did and has reported. */
        @JsonProperty("span")
        SPAN
    }

    TraceSpan withId(String other) {
        return new TraceSpan(other, parent, kind, name, startedAt, duration, status, run, guess, details);
    }

    TraceSpan under(@Nullable String other, boolean guessed) {
        return new TraceSpan(id, other, kind, name, startedAt, duration, status, run, guessed, details);
    }
}
