package dev.nephelite.cloud.trace;

import dev.nephelite.emulator.service.RequestObserver;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.run.TraceSpan;
import dev.nephelite.function.run.TraceTree.StorageStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest {@value #KEPT} requests to storage that belong to a trace of their client. Requests by which a function host keeps its
 * own records are left out. Thread-safe.
 */
public final class RequestSpans implements RequestObserver {
    private static final int KEPT = 20_000;

    private final Clock clock;
    private final Deque<Observed> requests = new ArrayDeque<>();

    /** @param clock the machine's */
    public RequestSpans(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean observesOnlyTraced() {
        return true;
    }

    @Override
    public IntConsumer received(ReceivedRequest request) {
        @Nullable TraceContext trace = request.trace();
        if (trace == null || request.resource().startsWith(FunctionHost.OWN_RESOURCES)) {
            return status -> {};
        }
        Observed observed = new Observed(request, trace, clock.now());
        synchronized (requests) {
            requests.add(observed);
            if (requests.size() > KEPT) {
                requests.remove();
            }
        }
        return observed::answered;
    }

    /** The requests of a trace, the oldest first. */
    List<StorageStep> of(String traceId) {
        List<StorageStep> found = new ArrayList<>();
        synchronized (requests) {
            for (Observed observed : requests) {
                if (observed.trace.traceId().equals(traceId)) {
                    found.add(observed.step());
                }
            }
        }
        return found;
    }

    /** A request, and its answer once there is one. */
    private final class Observed {
        private final ReceivedRequest request;
        private final TraceContext trace;
        private final Instant startedAt;
        private volatile @Nullable Answer answer;

        Observed(ReceivedRequest request, TraceContext trace, Instant startedAt) {
            this.request = request;
            this.trace = trace;
            this.startedAt = startedAt;
        }

        private record Answer(int status, Duration duration) {}

        void answered(int status) {
            answer = new Answer(status, Duration.between(startedAt, clock.now()));
        }

        StorageStep step() {
            Answer given = answer;
            String operation = request.operation().isEmpty() ? request.method() : request.operation();
            TraceSpan span = new TraceSpan(
                    trace.spanId(),
                    null,
                    TraceSpan.Kind.REQUEST,
                    operation + " " + request.resource(),
                    startedAt,
                    given == null ? null : given.duration(),
                    given == null ? "" : Integer.toString(given.status()),
                    null,
                    false,
                    Map.of("method", request.method()));
            return new StorageStep(span, trace.spanId(), trace.invocation());
        }
    }
}
