package dev.nephelite.function.worker.process;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.debugger.DebuggerListener;
import dev.nephelite.worker.protocol.DebuggerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a debugger does in one worker process. A process with a debugger agent reports that ten times a second; if no
 * report comes, it is held as a whole. Thread-safe.
 */
final class DebuggerMonitor {
    /** A busy machine may delay a few reports. */
    private static final Duration MAX_SILENCE = Duration.ofMillis(500);

    private static final Set<String> WHOLE_PROCESS = Set.of("the worker process");

    private final String process;
    private final Clock clock;
    private final DebuggerListener listener;
    private final Supplier<Set<String>> functions;
    private final Executor executor;
    private @Nullable Instant lastReport;
    private Clock.@Nullable Scheduled silence;
    private CompletableFuture<Void> reported = CompletableFuture.completedFuture(null);
    private boolean attached;
    private boolean ended;

    /**
     * Knows nothing yet.
     *
     * @param process identifies the process
     * @param clock the machine's
     * @param functions the names of those that run in the process
     * @param executor runs what waits for a report
     */
    DebuggerMonitor(
            String process,
            Clock clock,
            DebuggerListener listener,
            Supplier<Set<String>> functions,
            Executor executor) {
        this.process = process;
        this.clock = clock;
        this.listener = listener;
        this.functions = functions;
        this.executor = executor;
    }

    /** The process waits for the debugger before it runs any code, so it cannot report. */
    synchronized void suspended() {
        if (!ended && lastReport == null) {
            listener.held(process, WHOLE_PROCESS, Duration.ZERO);
        }
    }

    void receive(DebuggerReport report) {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            if (ended) {
                return;
            }
            attached = report.getAttached();
            lastReport = clock.now();
            cancelSilence();
            silence = clock.schedule(MAX_SILENCE, this::holdProcess);
            listener.attached(process, attached);
            listener.held(process, new TreeSet<>(report.getHeldList()), Duration.ZERO);
            waiting = reported;
            reported = new CompletableFuture<>();
        }
        executor.execute(() -> waiting.complete(null));
    }

    /** Functions may be invoked while the process is held. */
    private synchronized void holdProcess() {
        if (!ended && lastReport != null) {
            Set<String> running = functions.get();
            listener.held(
                    process, running.isEmpty() ? WHOLE_PROCESS : running, Duration.between(lastReport, clock.now()));
            silence = clock.schedule(MAX_SILENCE, this::holdProcess);
        }
    }

    /** Completes with the next report, or when the process has ended; at once if it does not report. */
    synchronized CompletableFuture<Void> reported() {
        return reported.copy();
    }

    /** Whether a debugger was attached according to the last report. */
    synchronized boolean wasAttached() {
        return attached;
    }

    /** The process has ended. */
    void end() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            ended = true;
            cancelSilence();
            listener.attached(process, false);
            listener.held(process, Set.of(), Duration.ZERO);
            waiting = reported;
        }
        executor.execute(() -> waiting.complete(null));
    }

    private void cancelSilence() {
        if (silence != null) {
            silence.cancel();
        }
    }
}
