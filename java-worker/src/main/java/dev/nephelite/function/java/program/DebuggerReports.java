package dev.nephelite.function.java.program;

import dev.nephelite.function.worker.DebuggerAgent;
import dev.nephelite.function.worker.rpc.MessageSink;
import dev.nephelite.worker.protocol.DebuggerReport;
import dev.nephelite.worker.protocol.StreamingMessage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Reports to the host ten times a second what a debugger does in this process. If the debugger holds all threads, the reports stop,
 * and the host notices that.
 */
final class DebuggerReports {
    private static final int INTERVAL_MILLIS = 100;

    private final MessageSink host;
    private final Function<Set<Long>, Map<Long, String>> functionsOn;

    private DebuggerReports(MessageSink host, Function<Set<Long>, Map<Long, String>> functionsOn) {
        this.host = host;
        this.functionsOn = functionsOn;
    }

    /**
     * Starts to report, if this JVM has a debugger agent.
     *
     * @param functionsOn the functions that run on some threads, by thread id
     */
    static void start(MessageSink host, Function<Set<Long>, Map<Long, String>> functionsOn, ThreadFactory threads) {
        if (DebuggerAgent.isPresent()) {
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(threads);
            DebuggerReports reports = new DebuggerReports(host, functionsOn);
            ScheduledFuture<?> unused =
                    timer.scheduleWithFixedDelay(reports::send, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void send() {
        DebuggerAgent.State state = DebuggerAgent.state();
        host.send(StreamingMessage.newBuilder()
                .setDebuggerReport(DebuggerReport.newBuilder()
                        .setAttached(state.attached())
                        .addAllHeld(
                                state.held(functionsOn.apply(state.heldThreads().keySet()))))
                .build());
    }
}
