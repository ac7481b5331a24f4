package dev.nephelite.function.invocation;

import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * One attempt to run a function, after it has ended.
 *
 * @param id unique for every attempt; the log lines of the attempt have it, too
 * @param startedAt by the machine's clock
 * @param duration including the time for inputs and outputs
 */
public record EndedInvocation(
        UUID id, String function, Instant startedAt, Duration duration, InvocationResult result) {}
