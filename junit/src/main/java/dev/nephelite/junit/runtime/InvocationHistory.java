package dev.nephelite.junit.runtime;

import dev.nephelite.function.invocation.EndedInvocation;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.junit.cloud.FunctionInvocation;
import dev.nephelite.junit.cloud.FunctionInvocation.LogMessage;
import dev.nephelite.junit.cloud.FunctionInvocation.Outcome;
import dev.nephelite.junit.cloud.FunctionInvocation.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The invocations of functions that have ended. The newest {@value #KEPT} are kept, and fewer if their inputs and outputs have
 * more than {@value #KEPT_CHARACTERS} characters. Thread-safe.
 */
final class InvocationHistory {
    private static final int KEPT = 10_000;
    private static final long KEPT_CHARACTERS = 16_000_000;

    private final Timeline timeline;

    /** Guards itself and {@link #characters}. */
    private final Deque<FunctionInvocation> ended = new ArrayDeque<>();

    private long characters;

    InvocationHistory(Timeline timeline) {
        this.timeline = timeline;
    }

    void add(EndedInvocation invocation) {
        FunctionInvocation added = converted(invocation);
        if (!added.hasSucceeded()) {
            timeline.failed(added);
        }
        synchronized (ended) {
            ended.add(added);
            characters += characters(added);
            while (ended.size() > KEPT || (characters > KEPT_CHARACTERS && ended.size() > 1)) {
                characters -= characters(ended.remove());
            }
        }
    }

    void clear() {
        synchronized (ended) {
            ended.clear();
            characters = 0;
        }
    }

    private static long characters(FunctionInvocation invocation) {
        return Stream.of(invocation.inputs(), invocation.outputs())
                .flatMap(payloads -> payloads.values().stream())
                .mapToLong(payload -> payload.text().length())
                .sum();
    }

    private FunctionInvocation converted(EndedInvocation invocation) {
        Map<String, Payload> inputs = Payloads.of(invocation.inputs());
        List<LogMessage> log = timeline.linesOf(invocation.id()).stream()
                .map(InvocationHistory::message)
                .toList();
        InvocationResult result = invocation.result();
        return result instanceof InvocationResult.Failure failure
                ? new FunctionInvocation(
                        invocation.id(),
                        invocation.function(),
                        invocation.startedAt(),
                        invocation.duration(),
                        Outcome.FAILED,
                        failure.message(),
                        failure.stackTrace(),
                        inputs,
                        Map.of(),
                        log)
                : new FunctionInvocation(
                        invocation.id(),
                        invocation.function(),
                        invocation.startedAt(),
                        invocation.duration(),
                        Outcome.SUCCEEDED,
                        "",
                        "",
                        inputs,
                        Payloads.of(((InvocationResult.Success) result).outputs()),
                        log);
    }

    private static LogMessage message(LogLine line) {
        return new LogMessage(line.level().displayName(), line.message());
    }

    /** The invocation with that id, which has ended just now. */
    FunctionInvocation invocation(UUID id) {
        return invocations().stream()
                .filter(invocation -> invocation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The invocations, in the order in which they have ended. */
    List<FunctionInvocation> invocations() {
        synchronized (ended) {
            return List.copyOf(ended);
        }
    }
}
