package dev.nephelite.cloud.trace;

import dev.nephelite.emulator.event.ChangeEvent;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.run.RunDetails;
import dev.nephelite.function.run.RunFilter;
import dev.nephelite.function.run.RunStore;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.TraceSpan;
import dev.nephelite.function.run.TraceTree;
import dev.nephelite.function.run.TraceTree.StorageStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the traces of a cloud.
 *
 * @param requests the requests to its storage
 * @param events what has changed in its storage
 * @param apps what its apps have reported
 */
public record Traces(RequestSpans requests, EventLog events, AppSpans apps) {
    /** In subjects of events, between the service and the name of the resource. */
    private static final String BLOB_SERVICE = "/blobServices/default/containers/";

    private static final String QUEUE_SERVICE = "/queueServices/default/queues/";

    /** So many runs at most are looked at to find out whether a run was alone. */
    private static final int CONCURRENT_RUNS = 1_000;

    private static final int RUNS_WITH_CALLS = 200;

    /**
     * A trace; without steps if nothing is known of it.
     *
     * @param runs the runs of the functions; null if there are none
     */
    public TraceTree trace(String id, @Nullable RunStore runs) {
        List<ChangeEvent> changes = events.after(0, EventLog.RETAINED);
        List<RunSummary> ofTrace = new ArrayList<>(runs == null ? List.of() : runs.inTrace(id));
        List<StorageStep> steps = new ArrayList<>();
        for (ChangeEvent change : changes) {
            @Nullable TraceContext cause = change.cause();
            if (cause != null && cause.traceId().equals(id) && isOfUser(change)) {
                steps.add(step(change, cause, null));
            }
        }
        if (runs != null) {
            guess(changes, ofTrace, runs, steps);
        }
        return TraceTree.of(id, ofTrace, calls(ofTrace, runs), requests.of(id), steps, apps.of(id));
    }

    /** What the SDK was called for; of the first {@value #RUNS_WITH_CALLS} runs, because each is read from a file. */
    private static Map<RunSummary, List<RunDetails.Call>> calls(List<RunSummary> ofTrace, @Nullable RunStore runs) {
        Map<RunSummary, List<RunDetails.Call>> calls = new LinkedHashMap<>();
        if (runs != null) {
            ofTrace.stream().limit(RUNS_WITH_CALLS).forEach(run -> runs.find(run)
                    .ifPresent(record -> calls.put(run, record.details().calls())));
        }
        return calls;
    }

    /**
     * Adds changes by requests that name no trace, if exactly one run was in progress, and it is one of {@code ofTrace}: clients in
     * code of functions need not send a trace.
     */
    private void guess(List<ChangeEvent> changes, List<RunSummary> ofTrace, RunStore runs, List<StorageStep> steps) {
        List<RunSummary> all = runs.newest(RunFilter.ALL, CONCURRENT_RUNS);
        List<RunSummary> known = List.copyOf(ofTrace);
        Set<String> guessed = new HashSet<>();
        for (ChangeEvent change : changes) {
            @Nullable TraceContext cause = change.cause();
            if (cause == null
                    || cause.invocation() != null
                    || known.stream().noneMatch(run -> isDuring(change.time(), run))
                    || !isOfUser(change)) {
                continue;
            }
            List<RunSummary> during =
                    all.stream().filter(run -> isDuring(change.time(), run)).toList();
            @Nullable RunSummary run = during.isEmpty() ? null : during.get(0);
            if (run != null
                    && during.size() == 1
                    && known.contains(run)
                    && !cause.traceId().equals(run.trace().id())
                    && requests.of(cause.traceId()).isEmpty()) {
                steps.add(step(change, cause, run.trace().span()));
                if (guessed.add(cause.traceId())) {
                    ofTrace.addAll(runs.inTrace(cause.traceId()));
                }
            }
        }
    }

    private static boolean isDuring(Instant time, RunSummary run) {
        @Nullable Instant ended = run.endedAt();
        return !time.isBefore(run.startedAt()) && (ended == null || !time.isAfter(ended));
    }

    private static boolean isOfUser(ChangeEvent event) {
        return !resource(event).startsWith(FunctionHost.OWN_RESOURCES);
    }

    private static String resource(ChangeEvent event) {
        return event.subject()
                .replace(BLOB_SERVICE, "")
                .replace(QUEUE_SERVICE, "")
                .replaceFirst("/(?:blobs|messages)/", "/");
    }

    /** @param guessedParent null unless only time says what has caused the change */
    private static StorageStep step(ChangeEvent event, TraceContext cause, @Nullable String guessedParent) {
        Map<String, String> details = new LinkedHashMap<>();
        @Nullable Object visibleAt = event.data().get("visibleAt");
        if (visibleAt != null) {
            details.put("visibleAt", visibleAt.toString());
        }
        TraceSpan span = new TraceSpan(
                "event-" + event.sequence(),
                guessedParent,
                TraceSpan.Kind.EVENT,
                event.type().substring(event.type().lastIndexOf('.') + 1) + " " + resource(event),
                event.time(),
                null,
                "",
                null,
                guessedParent != null,
                details);
        return new StorageStep(span, cause.spanId(), cause.invocation());
    }
}
