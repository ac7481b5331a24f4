package dev.nephelite.function.invocation;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.worker.Invocation.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to run a function, before its inputs are read.
 *
 * @param id unique for every attempt
 * @param startedAt by the machine's clock
 * @param queued how long the event waited for this attempt, by the cloud's clock; null if that is not known
 * @param retry null unless a retry policy applies
 * @param span the trace context of the attempt
 */
public record StartedInvocation(
        UUID id,
        FunctionDefinition function,
        Instant startedAt,
        @Nullable Duration queued,
        TriggerEvent event,
        @Nullable Attempt retry,
        TraceContext span) {}
