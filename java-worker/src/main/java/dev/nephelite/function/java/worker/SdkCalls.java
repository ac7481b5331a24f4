package dev.nephelite.function.java.worker;

import dev.nephelite.function.java.sdk.SdkSpans;
import dev.nephelite.function.java.worker.CallContext.CurrentCall;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.Usage.SdkCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records what one call of a function calls in Azure's SDK. Thread-safe. */
final class SdkCalls {
    /** Calls beyond this number are not recorded, so that they need no memory. */
    static final int MOST = 1_000;

    private static final int SPAN_ID = 36;
    private static final int FLAGS = 52;
    private static final Set<String> URLS = Set.of("http.url", "url.full");

    private final Stopwatch stopwatch = new Stopwatch();
    private final List<SdkCall> ended = new ArrayList<>();
    private long begun;

    /** The spans of the calls that run on threads of an app. */
    static SdkSpans spans(CurrentCall calls) {
        return (name, kind, parent) -> {
            if (parent instanceof RunningCall running) {
                return running.child(name, kind);
            }
            @Nullable CallContext call = calls.get();
            if (call == null) {
                return null;
            }
            Invocation.Trace trace = call.invocation().trace();
            return trace.parent().isEmpty() ? null : call.sdkCalls().begin(name, kind, trace);
        };
    }

    /** Begins a call that is a child of the span in {@code parent}. */
    synchronized SdkSpans.Span begin(String name, String kind, Invocation.Trace parent) {
        begun++;
        return new RunningCall(name, kind, parent, spanId(parent.parent(), begun));
    }

    /** The calls that have ended so far, up to {@value #MOST}, in the order in which they ended. */
    synchronized List<SdkCall> ended() {
        return List.copyOf(ended);
    }

    private synchronized void add(SdkCall call) {
        if (ended.size() < MOST) {
            ended.add(call);
        }
    }

    /** An id that no other span of the trace is likely to have: the parent's id is random, and mixing keeps it so. */
    private static String spanId(String traceparent, long number) {
        long mixed = Long.parseUnsignedLong(traceparent.substring(SPAN_ID, FLAGS), 16) + number * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return HexFormat.of().toHexDigits(mixed == 0 ? 1 : mixed);
    }

    /** A call that has not ended yet. */
    private final class RunningCall implements SdkSpans.Span {
        private final String name;
        private final String kind;
        private final Invocation.Trace parent;
        private final String id;
        private final Duration start = stopwatch.elapsed();
        private final Map<String, String> attributes = new TreeMap<>();
        private boolean done;

        RunningCall(String name, String kind, Invocation.Trace parent, String id) {
            this.name = name;
            this.kind = kind;
            this.parent = parent;
            this.id = id;
        }

        private SdkSpans.Span child(String childName, String childKind) {
            return begin(childName, childKind, new Invocation.Trace(traceparent(), parent.state()));
        }

        @Override
        public String traceparent() {
            return parent.parent().substring(0, SPAN_ID) + id + parent.parent().substring(FLAGS);
        }

        @Override
        public String tracestate() {
            return parent.state();
        }

        /** The query of a URL may have a signature. */
        @Override
        public synchronized void attribute(String key, String value) {
            attributes.put(
                    key,
                    URLS.contains(key) && value.indexOf('?') >= 0 ? value.substring(0, value.indexOf('?')) : value);
        }

        @Override
        public synchronized void end(@Nullable String error) {
            if (!done) {
                done = true;
                add(new SdkCall(
                        name,
                        kind,
                        id,
                        parent.parent().substring(SPAN_ID, FLAGS),
                        start,
                        stopwatch.elapsed().minus(start),
                        attributes,
                        error));
            }
        }
    }
}
