package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Describes failures for the log. A stack trace that a function had a moment ago, as when a message is retried, is not
 * printed again but referred to. Safe for concurrent use.
 */
final class RepeatedFailures {
    /** A trace that was printed longer ago has scrolled away. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Printed> latest = new ConcurrentHashMap<>();

    RepeatedFailures(Clock clock) {
        this.clock = clock;
    }

    private record Printed(String frames, UUID invocation, Instant at) {}

    /** Returns the stack trace, or one line where it was printed before; the message alone if there is no trace. */
    String describe(String function, UUID invocation, InvocationResult.Failure failure) {
        String trace = failure.stackTrace().stripTrailing();
        if (trace.isEmpty()) {
            return failure.message();
        }
        String frames = frames(trace);
        Instant now = clock.now();
        Printed fresh = new Printed(frames, invocation, now);
        Printed printed = latest.merge(
                function,
                fresh,
                (before, ignored) -> before.frames().equals(frames)
                                && Duration.between(before.at(), now).compareTo(REMEMBERED) < 0
                        ? before
                        : fresh);
        return printed.invocation().equals(invocation)
                ? trace
                : failure.message() + " (stack trace as for invocation " + LogLine.shortened(printed.invocation())
                        + ")";
    }

    /** The trace without the messages of its exceptions, which may differ from one message or blob to the next. */
    private static String frames(String trace) {
        return trace.lines().filter(line -> line.startsWith("\t")).collect(Collectors.joining("\n"));
    }
}
