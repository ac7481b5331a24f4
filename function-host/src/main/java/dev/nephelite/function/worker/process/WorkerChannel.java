package dev.nephelite.function.worker.process;

import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.InvocationLog;
import dev.nephelite.function.worker.rpc.ContentExchange;
import dev.nephelite.function.worker.rpc.MessageSink;
import dev.nephelite.function.worker.rpc.RpcValues;
import dev.nephelite.worker.protocol.DebuggerReport;
import dev.nephelite.worker.protocol.InvocationCancel;
import dev.nephelite.worker.protocol.InvocationResponse;
import dev.nephelite.worker.protocol.RpcLog;
import dev.nephelite.worker.protocol.StreamingMessage;
import io.grpc.stub.CallStreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connection to one worker. When it ends, everything that waits for an answer fails. Thread-safe. */
public final class WorkerChannel {
    private final MessageSink sink;
    private final Executor executor;
    private final ContentExchange contents;
    private final AtomicLong lastRequest = new AtomicLong();
    private final Map<String, CompletableFuture<StreamingMessage>> requests = new ConcurrentHashMap<>();
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> disconnected = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Consumer<RpcLog> systemLog = message -> {};
    private volatile Set<String> capabilities = Set.of();
    private volatile Duration starting = Duration.ZERO;
    private volatile Consumer<DebuggerReport> debuggerReports = report -> {};
    private volatile String endReason = "The connection to the worker process has ended.";

    WorkerChannel(CallStreamObserver<StreamingMessage> stream, Executor executor) {
        this.executor = executor;
        sink = new MessageSink(stream);
        contents = new ContentExchange(sink, executor, true);
    }

    /** Sets who receives log messages of the worker itself, and those that belong to no running invocation. */
    void systemLog(Consumer<RpcLog> log) {
        systemLog = log;
    }

    /** Sets what the worker can do beyond the basic protocol, by the names of the protocol. */
    void capabilities(Set<String> names) {
        capabilities = Set.copyOf(names);
    }

    /** Whether the worker has a capability, such as {@code HandlesWorkerTerminateMessage}. */
    boolean isCapableOf(String name) {
        return capabilities.contains(name);
    }

    /** Sets how long it took to start the worker. */
    void starting(Duration duration) {
        starting = duration;
    }

    /** Sets who receives what the worker says about its debugger. Must return soon. */
    void debuggerReports(Consumer<DebuggerReport> receiver) {
        debuggerReports = receiver;
    }

    /** Sends a request, to which the worker sends one answer. */
    public CompletableFuture<StreamingMessage> request(StreamingMessage.Builder message) {
        String id = Long.toString(lastRequest.incrementAndGet());
        CompletableFuture<StreamingMessage> answer = new CompletableFuture<>();
        requests.put(id, answer);
        failIfEnded();
        sink.send(message.setRequestId(id).build());
        return answer;
    }

    /** Sends a message without an answer. */
    public void send(StreamingMessage.Builder message) {
        sink.send(message.build());
    }

    /**
     * Starts an invocation. The result is a failure if the worker ends before the function. It completes on this thread if
     * that executes tasks, as an I/O thread of a server does, which saves a change of threads. Otherwise, it completes on a
     * thread that may block.
     */
    public CompletableFuture<InvocationResult> invoke(Invocation invocation, String functionId, InvocationLog log) {
        CompletableFuture<InvocationResult> result = new CompletableFuture<>();
        String id = invocation.id().toString();
        running.put(
                id,
                new Running(invocation, log, result, Thread.currentThread() instanceof Executor own ? own : executor));
        failIfEnded();
        sink.send(StreamingMessage.newBuilder()
                .setRequestId(id)
                .setInvocationRequest(new RpcValues(contents).request(invocation, functionId))
                .build());
        return result;
    }

    /** Asks the worker to end an invocation, if it knows such requests. */
    public void cancel(UUID invocation) {
        if (running.containsKey(invocation.toString()) && isCapableOf("HandlesInvocationCancelMessage")) {
            send(StreamingMessage.newBuilder()
                    .setInvocationCancel(InvocationCancel.newBuilder().setInvocationId(invocation.toString())));
        }
    }

    /** Completes when the invocations that run now have ended. */
    CompletableFuture<Void> idle() {
        return CompletableFuture.allOf(
                running.values().stream().map(Running::result).toArray(CompletableFuture<?>[]::new));
    }

    public boolean isRunning(UUID invocation) {
        return running.containsKey(invocation.toString());
    }

    /** The names of the functions that run in the worker. */
    Set<String> runningFunctions() {
        return running.values().stream()
                .map(call -> call.invocation().functionName())
                .collect(Collectors.toSet());
    }

    /** Completes when the worker has closed the connection, or the network has. */
    CompletableFuture<Void> disconnected() {
        return disconnected;
    }

    void disconnect() {
        disconnected.complete(null);
    }

    /** Ends the connection; {@code reason} is the failure of what is in flight. */
    void end(String reason) {
        endReason = reason;
        sink.close();
        contents.close();
        ended.complete(null);
        failIfEnded();
    }

    /** What was sent concurrently with the end would otherwise wait for ever. */
    private void failIfEnded() {
        if (ended.isDone()) {
            IllegalStateException failure = new IllegalStateException(endReason);
            requests.keySet().forEach(id -> complete(requests.remove(id), failure));
            running.keySet().forEach(id -> complete(running.remove(id), failed()));
        }
    }

    private InvocationResult failed() {
        return new InvocationResult.Failure(endReason, "");
    }

    void receive(StreamingMessage message) {
        switch (message.getContentCase()) {
            case CONTENT_DATA, CONTENT_CREDIT, CONTENT_CANCEL -> contents.receive(message);
            case INVOCATION_RESPONSE -> receive(message.getInvocationResponse());
            case RPC_LOG -> receive(message.getRpcLog());
            case DEBUGGER_REPORT -> debuggerReports.accept(message.getDebuggerReport());
            default -> {
                CompletableFuture<StreamingMessage> answer = requests.remove(message.getRequestId());
                if (answer != null) {
                    executor.execute(() -> answer.complete(message));
                }
            }
        }
    }

    private void receive(InvocationResponse response) {
        Running invocation = running.remove(response.getInvocationId());
        if (invocation != null) {
            RpcValues.usage(response, starting).ifPresent(invocation.log::used);
            complete(invocation, result(response));
        }
    }

    /** Streams in a result have to be accepted before the next message is read. */
    private InvocationResult result(InvocationResponse response) {
        try {
            return new RpcValues(contents).result(response);
        } catch (IllegalArgumentException unsupported) {
            return new InvocationResult.Failure(String.valueOf(unsupported.getMessage()), "");
        }
    }

    private void receive(RpcLog message) {
        if (message.getLogCategory() == RpcLog.RpcLogCategory.CustomMetric) {
            // A number for Application Insights; it has no text.
            return;
        }
        Running invocation = running.get(message.getInvocationId());
        LogLevel level = RpcValues.level(message.getLevel());
        if (invocation == null || message.getLogCategory() == RpcLog.RpcLogCategory.System) {
            systemLog.accept(message);
        } else if (message.getCategory().equals(Worker.CONSOLE)) {
            invocation.log.print(invocation.invocation, level, text(message));
        } else {
            invocation.log.log(invocation.invocation, level, text(message));
        }
    }

    /** The message with the stack trace of its exception, if any. */
    static String text(RpcLog message) {
        String stackTrace = message.getException().getStackTrace();
        return stackTrace.isEmpty() ? message.getMessage() : message.getMessage() + "\n" + stackTrace;
    }

    private void complete(@Nullable Running invocation, InvocationResult result) {
        if (invocation == null) {
            return;
        }
        Runnable completion = () -> invocation.result.complete(result);
        try {
            invocation.executor.execute(completion);
        } catch (RejectedExecutionException ignored) {
            // The server of that thread is closed.
            executor.execute(completion);
        }
    }

    private void complete(@Nullable CompletableFuture<StreamingMessage> answer, RuntimeException failure) {
        if (answer != null) {
            executor.execute(() -> answer.completeExceptionally(failure));
        }
    }

    /** @param executor completes the result */
    private record Running(
            Invocation invocation, InvocationLog log, CompletableFuture<InvocationResult> result, Executor executor) {}
}
