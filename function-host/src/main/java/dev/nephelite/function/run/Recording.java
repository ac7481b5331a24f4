package dev.nephelite.function.run;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.invocation.EndedInvocation;
import dev.nephelite.function.invocation.StartedInvocation;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.run.RunSummary.Attempt;
import dev.nephelite.function.run.RunSummary.Outcome;
import dev.nephelite.function.trigger.Repetition;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerEvent.Delivery;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.InvocationResult.Failure;
import dev.nephelite.function.worker.Secrets;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Usage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of one run while it lasts, as references; a {@link RunRecord} is made of it on demand. Thread-safe. */
final class Recording {
    private static final int MAX_LINES = 1_000;
    private static final int MAX_CHARACTERS_OF_LINES = 128 * 1024;
    private static final int MAX_CHARACTERS_OF_LINE = 16 * 1024;
    private static final int MAX_CHARACTERS_OF_TRACE = 64 * 1024;
    private static final int MAX_CHARACTERS_OF_ERROR = 2_000;
    private static final int MAX_CHARACTERS_OF_METADATA = 4_096;
    private static final int MAX_CHARACTERS_OF_REASON = 1_000;
    private static final int SHOWN_INPUT = 200;

    private final StartedInvocation start;
    private final Secrets secrets;

    /** Guards itself and the fields below. */
    private final Deque<TimedLine> lines = new ArrayDeque<>();

    private int characters;
    private int omitted;

    Recording(StartedInvocation start, Secrets secrets) {
        this.start = start;
        this.secrets = secrets;
    }

    /** A line of the log, and when it was written. */
    private record TimedLine(Instant time, LogLine line) {
        int characters() {
            return Math.min(line.message().length(), MAX_CHARACTERS_OF_LINE);
        }
    }

    void add(Instant time, LogLine line) {
        TimedLine added = new TimedLine(time, line);
        synchronized (lines) {
            lines.add(added);
            characters += added.characters();
            while (lines.size() > MAX_LINES || (characters > MAX_CHARACTERS_OF_LINES && lines.size() > 1)) {
                characters -= lines.remove().characters();
                omitted++;
            }
        }
    }

    /** The record of the run before it has ended. */
    RunRecord soFar() {
        return record(null);
    }

    /** Whether somebody will look at the details of the run, which has ended. */
    boolean needsDetails(EndedInvocation ended) {
        return failure(ended) != null || start.event().repetition() != null;
    }

    /** The record of the run, which has ended, without its details. */
    RunRecord outline(EndedInvocation ended) {
        Payload input = Payload.of(start.event().value()).masked(secrets);
        return new RunRecord(summary(ended, input), RunDetails.OMITTED);
    }

    /** The record of the run, which has ended. */
    RunRecord record(@Nullable EndedInvocation ended) {
        TriggerEvent event = start.event();
        BindingDefinition trigger = start.function().trigger();
        Map<String, TypedData> given = ended == null ? Map.of(trigger.name(), event.value()) : ended.inputs();
        Map<String, Payload> inputs = Payload.ofInputs(given);
        Map<String, Payload> metadata = metadata(event, trigger.type(), inputs.get(trigger.name()));
        masked(inputs);
        return new RunRecord(summary(ended, inputs.get(trigger.name())), details(ended, inputs, metadata));
    }

    private RunSummary summary(@Nullable EndedInvocation ended, @Nullable Payload input) {
        TriggerEvent event = start.event();
        @Nullable TraceContext cause = event.cause();
        @Nullable Failure failure = failure(ended);
        @Nullable Usage usage = ended == null ? null : ended.usage();
        return new RunSummary(
                0,
                start.id(),
                start.function().name(),
                start.function().trigger().type(),
                text(event.reason(), MAX_CHARACTERS_OF_REASON),
                details(event),
                shown(input),
                attempt(),
                start.startedAt(),
                start.queued(),
                ended == null ? null : ended.duration(),
                ended == null ? Outcome.RUNNING : failure == null ? Outcome.SUCCEEDED : Outcome.FAILED,
                usage == null ? null : usage.coldStart() != null,
                failure == null ? "" : text(failure.message(), MAX_CHARACTERS_OF_ERROR),
                new RunSummary.Trace(
                        start.span().traceId(),
                        start.span().spanId(),
                        cause == null ? null : cause.spanId(),
                        cause == null ? null : cause.invocation()),
                event.repetition() == null ? null : event.repetition().of());
    }

    private RunDetails details(
            @Nullable EndedInvocation ended, Map<String, Payload> inputs, Map<String, Payload> metadata) {
        @Nullable Failure failure = failure(ended);
        @Nullable Usage usage = ended == null ? null : ended.usage();
        Map<String, TypedData> outputs = ended != null && ended.result() instanceof InvocationResult.Success success
                ? success.outputs()
                : Map.of();
        synchronized (lines) {
            return new RunDetails(
                    metadata,
                    inputs,
                    masked(Payload.ofAll(outputs)),
                    lines.stream().map(this::line).toList(),
                    omitted,
                    failure == null ? "" : text(failure.stackTrace(), MAX_CHARACTERS_OF_TRACE),
                    failure == null
                            ? null
                            : SourceFrame.of(
                                    failure.stackTrace(), start.function().entryPoint()),
                    usage == null ? null : new RunDetails.Usage(usage.cpu(), usage.allocatedBytes()),
                    ended == null ? List.of() : calls(ended),
                    false);
        }
    }

    private List<RunDetails.Call> calls(EndedInvocation ended) {
        @Nullable Usage usage = ended.usage();
        if (usage == null) {
            return List.of();
        }
        Instant began = Objects.requireNonNullElse(ended.calledAt(), start.startedAt());
        return usage.sdkCalls().stream().map(call -> call(call, began)).toList();
    }

    private RunDetails.Call call(Usage.SdkCall call, Instant began) {
        Map<String, String> attributes = new HashMap<>();
        call.attributes().forEach((name, value) -> attributes.put(name, text(value, MAX_CHARACTERS_OF_REASON)));
        return new RunDetails.Call(
                call.name(),
                call.kind(),
                call.spanId(),
                call.parentSpanId(),
                began.plus(call.start()),
                call.duration(),
                attributes,
                call.error() == null ? null : text(call.error(), MAX_CHARACTERS_OF_ERROR));
    }

    private static @Nullable Failure failure(@Nullable EndedInvocation ended) {
        return ended != null && ended.result() instanceof Failure failed ? failed : null;
    }

    private Attempt attempt() {
        Invocation.Attempt retry = start.retry();
        if (retry == null) {
            Delivery delivery = start.event().delivery();
            return new Attempt(delivery.number(), delivery.of());
        }
        return new Attempt(retry.number() + 1L, retry.maximum() < 0 ? null : retry.maximum() + 1L);
    }

    private RunDetails.Line line(TimedLine timed) {
        LogLine line = timed.line();
        return new RunDetails.Line(
                timed.time(),
                line.level().displayName(),
                line.category(),
                text(line.message(), MAX_CHARACTERS_OF_LINE));
    }

    private Map<String, String> details(TriggerEvent event) {
        Map<String, String> details = new LinkedHashMap<>();
        event.details().forEach((name, value) -> details.put(name, text(value, MAX_CHARACTERS_OF_REASON)));
        @Nullable Repetition repetition = event.repetition();
        if (repetition != null && !repetition.writesOutputs()) {
            details.put(RunSummary.DRY_RUN, "true");
        } else {
            // The run that is repeated may have been one.
            details.remove(RunSummary.DRY_RUN);
        }
        return details;
    }

    /** Without what repeats the input. The metadata of a request is that of its URL, body and headers. */
    private Map<String, Payload> metadata(TriggerEvent event, String type, @Nullable Payload input) {
        if (event.value() instanceof TypedData.Request request) {
            Map<String, TypedData> values = new LinkedHashMap<>();
            request.routeValues().forEach((name, value) -> values.put(name, new TypedData.Text(value)));
            return masked(Payload.ofAll(values));
        }
        Map<String, Payload> metadata = Payload.ofAll(event.metadata());
        metadata.entrySet()
                .removeIf(value -> value.getKey().equalsIgnoreCase(type)
                        && input != null
                        && value.getValue().content().equals(input.content()));
        metadata.replaceAll((name, value) -> value.shortened(MAX_CHARACTERS_OF_METADATA));
        return masked(metadata);
    }

    private Map<String, Payload> masked(Map<String, Payload> payloads) {
        payloads.replaceAll((name, payload) -> payload.masked(secrets));
        return payloads;
    }

    /** Masked before it is cut, so that no beginning of a secret is left. */
    private String text(String text, int most) {
        String masked = secrets.masked(text);
        return masked.length() <= most ? masked : masked.substring(0, most) + "...";
    }

    private static String shown(@Nullable Payload input) {
        if (input == null) {
            return "";
        }
        String text = input.http() == null ? input.content() : input.http().line();
        return text.length() <= SHOWN_INPUT ? text : text.substring(0, SHOWN_INPUT);
    }
}
