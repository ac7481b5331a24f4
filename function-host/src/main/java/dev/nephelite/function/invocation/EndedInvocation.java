package dev.nephelite.function.invocation;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to run a function, after it has ended.
 *
 * @param id unique for every attempt; the log lines of the attempt have it, too
 * @param startedAt by the machine's clock
 * @param duration including the time for inputs and outputs
 * @param inputs the values of the trigger and of the inputs by binding name, the trigger's first; without the others if one of
 *     them could not be read. The content of a stream has been read or is no longer valid
 * @param span the trace context of the attempt, whose {@link TraceContext#invocation} is the attempt itself
 * @param cause the trace context of the request that caused the invocation: its span is the parent, and its invocation, if there
 *     is one, made the request. Null if the trace begins here
 * @param calledAt when the function was called, after its inputs were read, by the machine's clock; null if it was not
 * @param usage what the attempt used in the process that ran it; null if that is not known
 */
public record EndedInvocation(
        UUID id,
        String function,
        Instant startedAt,
        Duration duration,
        Map<String, TypedData> inputs,
        InvocationResult result,
        TraceContext span,
        @Nullable TraceContext cause,
        @Nullable Instant calledAt,
        @Nullable Usage usage) {
    public EndedInvocation {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
}
