package dev.nephelite.function.worker.process;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.debugger.DebuggerListener;
import dev.nephelite.function.debugger.DebuggerPort;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.process.WorkerLaunch.DebuggerLaunch;
import dev.nephelite.function.worker.rpc.RpcValues;
import dev.nephelite.worker.protocol.RpcLog;
import dev.nephelite.worker.protocol.StatusResult;
import dev.nephelite.worker.protocol.StreamingMessage;
import dev.nephelite.worker.protocol.WorkerInitRequest;
import dev.nephelite.worker.protocol.WorkerInitResponse;
import dev.nephelite.worker.protocol.WorkerTerminate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** One worker process, from its start to its end. Its output goes to the log. Thread-safe. */
final class WorkerProcess {
    private static final Duration TO_CONNECT = Duration.ofSeconds(60);
    private static final Duration TO_INITIALIZE = Duration.ofSeconds(10);
    private static final Duration TO_TERMINATE = Duration.ofSeconds(5);
    /** A child of the process may keep its output open. */
    private static final Duration TO_READ_OUTPUT = Duration.ofSeconds(1);

    private static final String HOST_VERSION = "4.1040.300";
    private static final String SYSTEM_LINE = "LanguageWorkerConsoleLog";

    private final Process process;
    private final @Nullable DebuggerLaunch debuggerLaunch;
    private final DebuggerListener debuggers;
    private final Clock clock;
    private final HostLog log;
    private final StartOutput output;
    private final DebuggerMonitor debugger;
    private final AtomicBoolean portAnnounced = new AtomicBoolean();
    private final CompletableFuture<WorkerChannel> initialized;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private WorkerProcess(
            Process process,
            WorkerLaunch launch,
            ProcessContext context,
            DebuggerMonitor debugger,
            CompletableFuture<WorkerChannel> initialized) {
        this.process = process;
        debuggerLaunch = launch.debugger();
        debuggers = context.debuggers();
        clock = context.clock();
        log = context.log();
        output = new StartOutput(launch.failure(), log);
        this.debugger = debugger;
        this.initialized = initialized;
    }

    /**
     * Starts a process.
     *
     * @throws IOException if its program cannot be run
     */
    static WorkerProcess start(WorkerLaunch launch, ProcessContext context) throws IOException {
        WorkerServer server = context.server();
        String workerId = context.ids().uuid().toString();
        CompletableFuture<WorkerChannel> connected = server.expect(workerId);
        Instant start = context.clock().now();
        Process process;
        try {
            process = launch.process(
                            server.port(), workerId, context.ids().uuid().toString())
                    .start();
        } catch (IOException notStarted) {
            server.forget(workerId);
            throw notStarted;
        }
        DebuggerMonitor debugger = new DebuggerMonitor(
                name(process),
                context.clock(),
                context.debuggers(),
                () -> runningFunctions(connected),
                context.executor());
        // A debugger may hold the process at any point of its start.
        boolean limited = launch.debugger() == null;
        CompletableFuture<WorkerChannel> inTime =
                limited ? within(TO_CONNECT, connected, context.clock(), "did not connect") : connected;
        CompletableFuture<WorkerChannel> initialized = inTime.thenCompose(channel -> {
            channel.debuggerReports(debugger::receive);
            channel.systemLog(message -> context.log()
                    .write(LogLine.of(
                            RpcValues.level(message.getLevel()), category(message), WorkerChannel.text(message))));
            channel.starting(Duration.between(start, context.clock().now()));
            CompletableFuture<WorkerChannel> ready = initialize(channel, launch);
            return limited ? within(TO_INITIALIZE, ready, context.clock(), "did not initialize") : ready;
        });
        WorkerProcess worker = new WorkerProcess(process, launch, context, debugger, initialized);
        CompletableFuture<Void> unusedPass = connected.thenRun(worker.output::pass);
        CompletableFuture<Void> output = CompletableFuture.allOf(
                worker.readOutput("stdout", process.getInputStream(), line -> LogLevel.INFORMATION),
                worker.readOutput("stderr", process.getErrorStream(), LogLevel::ofErrorLine));
        // A worker without a connection is of no use.
        CompletableFuture<Void> unusedEnd =
                connected.thenCompose(WorkerChannel::disconnected).thenRun(process::destroyForcibly);
        CompletableFuture<Process> unused = process.onExit()
                // The last lines may say why it has ended.
                .thenCompose(gone -> context.clock()
                        .limit(output, TO_READ_OUTPUT, late -> late.complete(null))
                        .thenApply(read -> gone))
                .whenComplete((gone, never) -> {
                    server.forget(workerId);
                    // What is in flight fails only when the next invocation finds another process.
                    worker.exit.complete(gone.exitValue());
                    connected.completeExceptionally(new IllegalStateException(worker.ending()));
                    CompletableFuture<WorkerChannel> unusedChannel = connected.whenComplete((channel, none) -> {
                        if (channel != null) {
                            channel.end(worker.ending());
                        }
                        debugger.end();
                        worker.ended.complete(null);
                    });
                });
        return worker;
    }

    private static String name(Process process) {
        return "worker process " + process.pid();
    }

    private static Set<String> runningFunctions(CompletableFuture<WorkerChannel> connected) {
        WorkerChannel channel = connected.isCompletedExceptionally() ? null : connected.getNow(null);
        return channel == null ? Set.of() : channel.runningFunctions();
    }

    private static <T> CompletableFuture<T> within(
            Duration limit, CompletableFuture<T> step, Clock clock, String failure) {
        return clock.limit(
                step,
                limit,
                late -> late.completeExceptionally(new IllegalStateException(
                        "The worker process " + failure + " within " + limit.toSeconds() + " seconds.")));
    }

    private static CompletableFuture<WorkerChannel> initialize(WorkerChannel channel, WorkerLaunch launch) {
        WorkerInitRequest request = WorkerInitRequest.newBuilder()
                .setHostVersion(HOST_VERSION)
                .putCapabilities("MultiStream", "10")
                .setFunctionAppDirectory(launch.directory().toString())
                .build();
        return channel.request(StreamingMessage.newBuilder().setWorkerInitRequest(request))
                .thenApply(answer -> {
                    WorkerInitResponse response = answer.getWorkerInitResponse();
                    if (response.getResult().getStatus() != StatusResult.Status.Success) {
                        throw new IllegalStateException("The worker process refused to initialize: "
                                + response.getResult().getException().getMessage());
                    }
                    channel.capabilities(response.getCapabilitiesMap().keySet());
                    return channel;
                });
    }

    private static String category(RpcLog message) {
        return message.getCategory().isEmpty() ? "Worker" : message.getCategory();
    }

    /** Completes when the worker has connected and initialized; fails if it cannot. */
    CompletableFuture<WorkerChannel> initialized() {
        return initialized;
    }

    /** Completes with the exit code, before what is in flight fails. */
    CompletableFuture<Integer> exit() {
        return exit;
    }

    /** Completes when the process has ended and nothing is in flight. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Completes when the process has reported what a debugger does in it now, or has ended. */
    CompletableFuture<Void> debuggerReported() {
        return debugger.reported();
    }

    /** Whether a debugger was attached when the process reported for the last time. */
    boolean hadDebugger() {
        return debugger.wasAttached();
    }

    /** Why a process that has ended could not be started, if its configuration is the reason. */
    Optional<String> startFailure() {
        return output.end();
    }

    /** Ends the process at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** Asks the process to end, and ends it after five seconds if it has not; at once if it does not know the request. */
    void terminate() {
        WorkerTerminate request = WorkerTerminate.newBuilder()
                .setGracePeriod(com.google.protobuf.Duration.newBuilder().setSeconds(TO_TERMINATE.toSeconds()))
                .build();
        WorkerChannel channel = initialized.isCompletedExceptionally() ? null : initialized.getNow(null);
        if (channel == null || !channel.isCapableOf("HandlesWorkerTerminateMessage")) {
            kill();
            return;
        }
        channel.send(StreamingMessage.newBuilder().setWorkerTerminate(request));
        Clock.Scheduled end = clock.schedule(TO_TERMINATE, this::kill);
        CompletableFuture<Integer> unused = exit().whenComplete((code, never) -> end.cancel());
    }

    /** The failure of what was in flight when the process ended. */
    private String ending() {
        return "WorkerProcessExitException: The worker process " + process.pid() + " has ended"
                + (process.isAlive() ? "." : " with exit code " + process.exitValue() + ".");
    }

    /** The result completes at the end of the output. */
    private CompletableFuture<Void> readOutput(String name, InputStream output, Function<String, LogLevel> level) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        copyToLog(output, level);
                    } finally {
                        end.complete(null);
                    }
                },
                "worker-" + process.pid() + "-" + name);
        reader.setDaemon(true);
        reader.start();
        return end;
    }

    private void copyToLog(InputStream output, Function<String, LogLevel> level) {
        try (OutputLines lines = new OutputLines(output)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                OptionalInt debuggerPort = debuggerPort(line);
                if (debuggerPort.isPresent()) {
                    announceDebugger(debuggerPort.getAsInt());
                } else if (line.startsWith(SYSTEM_LINE)) {
                    log.debug("Worker", line.substring(SYSTEM_LINE.length()).strip());
                } else if (!line.isBlank()) {
                    this.output.add(LogLine.of(level.apply(line), Worker.CONSOLE, line));
                }
            }
        } catch (IOException | UncheckedIOException ignored) {
            // The process has ended in the middle of a line.
        }
    }

    /** The port for a debugger that the process has opened, if a line of its output says that. */
    private OptionalInt debuggerPort(String line) {
        if (debuggerLaunch == null) {
            return OptionalInt.empty();
        }
        Matcher announcement = debuggerLaunch.announcement().matcher(line);
        return announcement.matches() ? OptionalInt.of(Integer.parseInt(announcement.group(1))) : OptionalInt.empty();
    }

    /** The process opens its port again whenever a debugger has been detached. */
    private void announceDebugger(int port) {
        if (debuggerLaunch != null && portAnnounced.compareAndSet(false, true)) {
            debuggers.opened(name(process), new DebuggerPort(port, debuggerLaunch.suspended()));
            if (debuggerLaunch.suspended()) {
                debugger.suspended();
            }
        }
    }
}
