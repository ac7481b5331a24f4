package dev.nephelite.cloud.trace;

import dev.nephelite.function.run.TraceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The newest spans that apps have reported: at most {@value #KEPT}, or fewer if their texts have more than {@value #MAX_CHARACTERS}
 * characters. Thread-safe.
 */
public final class AppSpans {
    private static final int KEPT = 20_000;
    private static final long MAX_CHARACTERS = 16L << 20;

    private final Deque<AppSpan> spans = new ArrayDeque<>();
    private long characters;

    /**
     * A span of an app.
     *
     * @param traceId 32 hexadecimal digits
     * @param span its parent may be a span that is not known
     */
    public record AppSpan(String traceId, TraceSpan span) {
        private long characters() {
            long size = (long) span.name().length() + span.status().length();
            for (Map.Entry<String, String> detail : span.details().entrySet()) {
                size += detail.getKey().length() + detail.getValue().length();
            }
            return size;
        }
    }

    /** Adds spans; the oldest are removed if there are too many. */
    public synchronized void add(Collection<AppSpan> reported) {
        for (AppSpan span : reported) {
            spans.add(span);
            characters += span.characters();
        }
        while (spans.size() > KEPT || characters > MAX_CHARACTERS) {
            characters -= spans.remove().characters();
        }
    }

    /** The spans of a trace, the one that was reported first at the beginning. */
    synchronized List<TraceSpan> of(String traceId) {
        List<TraceSpan> found = new ArrayList<>();
        for (AppSpan span : spans) {
            if (span.traceId().equals(traceId)) {
                found.add(span.span());
            }
        }
        return found;
    }
}
