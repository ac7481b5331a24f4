package dev.nephelite.function.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one trace, each with the step that caused it: a request causes events, an event runs, and a run requests. Spans that
 * apps have reported are below what they name as their parent.
 *
 * @param id 32 hexadecimal digits
 * @param spans each after its parent, in the order of time
 */
public record TraceTree(String id, List<TraceSpan> spans) {
    public TraceTree {
        spans = List.copyOf(spans);
    }

    /** This trace as one JSON object without line breaks. */
    public String json() {
        return RunJson.write(this);
    }

    /**
     * Parses what {@link #json} returns.
     *
     * @throws IllegalArgumentException if {@code json} is anything else
     */
    public static TraceTree parse(String json) {
        return RunJson.trace(json);
    }

    /**
     * A step in storage.
     *
     * @param span without a parent, unless that is a guess
     * @param context the id of the span of the request
     * @param run the run that made the request; null if there is none
     */
    public record StorageStep(
            TraceSpan span, String context, @Nullable UUID run) {}

    /**
     * Assembles a trace.
     *
     * @param runs of the trace
     * @param calls of the SDK by these runs; a call that is a request in {@code requests} is left out
     * @param requests of the trace
     * @param events of the trace
     * @param apps what apps have reported of the trace; their parents need not be known
     */
    public static TraceTree of(
            String id,
            List<RunSummary> runs,
            Map<RunSummary, List<RunDetails.Call>> calls,
            List<StorageStep> requests,
            List<StorageStep> events,
            List<TraceSpan> apps) {
        Map<UUID, String> spansOfRuns = new HashMap<>();
        runs.forEach(run -> spansOfRuns.put(run.id(), run.trace().span()));
        Map<String, String> ofContext = new HashMap<>();
        List<TraceSpan> spans = new ArrayList<>(apps);
        Set<String> reported = apps.stream().map(TraceSpan::id).collect(Collectors.toSet());
        reported.forEach(app -> ofContext.put(app, app));
        Map<String, String> callers = new HashMap<>();
        Set<String> requested = requests.stream().map(StorageStep::context).collect(Collectors.toSet());
        calls.forEach((run, ofRun) -> ofRun.forEach(call -> {
            callers.put(call.span(), call.parent());
            if (!requested.contains(call.span())) {
                spans.add(span(call));
            }
        }));
        for (StorageStep request : requests) {
            @Nullable String ofRun = request.run() == null ? null : spansOfRuns.get(request.run());
            // The client and we have the same id for what it has reported and what we have received.
            TraceSpan step = reported.contains(request.context())
                    ? request.span().withId("request-" + request.context()).under(request.context(), false)
                    : request.span().under(callers.getOrDefault(request.context(), ofRun), false);
            spans.add(step);
            ofContext.put(request.context(), step.id());
        }
        for (StorageStep event : events) {
            @Nullable String ofRun = event.run() == null ? null : spansOfRuns.get(event.run());
            TraceSpan caused = event.span().under(ofContext.getOrDefault(event.context(), ofRun), false);
            spans.add(event.span().guess() ? event.span() : caused);
        }
        for (RunSummary run : runs) {
            @Nullable
            String caller = run.trace().run() == null
                    ? null
                    : spansOfRuns.get(run.trace().run());
            @Nullable
            String request = run.trace().parent() == null
                    ? null
                    : ofContext.get(run.trace().parent());
            @Nullable String event = eventOf(run, events);
            @Nullable String parent = event == null ? request : event;
            spans.add(span(run).under(parent == null ? caller : parent, false));
        }
        return new TraceTree(id, ordered(spans));
    }

    /**
     * The event that triggered a run, which is nearer to it than the request that made the change: the newest one of this request
     * before the run. Others come later, such as that of a message in a poison queue.
     */
    private static @Nullable String eventOf(RunSummary run, List<StorageStep> events) {
        @Nullable TraceSpan newest = null;
        for (StorageStep event : events) {
            TraceSpan span = event.span();
            if (event.context().equals(run.trace().parent())
                    && !span.startedAt().isAfter(run.startedAt())
                    && (newest == null || span.startedAt().isAfter(newest.startedAt()))) {
                newest = span;
            }
        }
        return newest == null ? null : newest.id();
    }

    private static TraceSpan span(RunDetails.Call call) {
        Map<String, String> details = new LinkedHashMap<>(call.attributes());
        if (call.error() != null) {
            details.put("error", call.error());
        }
        return new TraceSpan(
                call.span(),
                call.parent(),
                TraceSpan.Kind.CALL,
                call.name(),
                call.startedAt(),
                call.duration(),
                call.error() == null ? "succeeded" : "failed",
                null,
                false,
                details);
    }

    private static TraceSpan span(RunSummary run) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("trigger", run.trigger());
        if (run.attempt().of() == null || run.attempt().of() > 1) {
            details.put(
                    "attempt",
                    run.attempt().number()
                            + (run.attempt().of() == null
                                    ? ""
                                    : " of " + run.attempt().of()));
        }
        if (!run.error().isEmpty()) {
            details.put("error", run.error());
        }
        return new TraceSpan(
                run.trace().span(),
                null,
                TraceSpan.Kind.RUN,
                run.function(),
                run.startedAt(),
                run.duration(),
                run.outcome().name().toLowerCase(Locale.ROOT),
                run.id(),
                false,
                details);
    }

    private static List<TraceSpan> ordered(List<TraceSpan> spans) {
        Map<String, List<TraceSpan>> children = new HashMap<>();
        Set<String> known = new HashSet<>();
        spans.forEach(span -> known.add(span.id()));
        List<TraceSpan> roots = new ArrayList<>();
        spans.stream().sorted(Comparator.comparing(TraceSpan::startedAt)).forEach(span -> {
            if (span.parent() == null || !known.contains(span.parent())) {
                roots.add(span.under(null, false));
            } else {
                children.computeIfAbsent(span.parent(), parent -> new ArrayList<>())
                        .add(span);
            }
        });
        List<TraceSpan> ordered = new ArrayList<>();
        // Not by recursion, because an app may report a chain of any length. The next span is the first one.
        Deque<TraceSpan> pending = new ArrayDeque<>(roots);
        while (!pending.isEmpty()) {
            TraceSpan span = pending.remove();
            ordered.add(span);
            // Removed, so that ids that occur twice do not list anything twice.
            List<TraceSpan> caused = Objects.requireNonNullElse(children.remove(span.id()), List.of());
            for (int last = caused.size() - 1; last >= 0; last--) {
                pending.addFirst(caused.get(last));
            }
        }
        return ordered;
    }
}
