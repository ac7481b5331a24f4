package dev.nephelite.function.java.program;

import dev.nephelite.function.java.worker.ConsoleOutput;
import dev.nephelite.function.java.worker.JavaWorker;
import dev.nephelite.function.java.worker.JavaWorker.SharedJvm;
import dev.nephelite.function.java.worker.jvm.DefaultTls;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.LoggedText;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Usage;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.InvocationLog;
import dev.nephelite.function.worker.Worker.LoadError;
import dev.nephelite.function.worker.rpc.AppMessages;
import dev.nephelite.function.worker.rpc.ContentExchange;
import dev.nephelite.function.worker.rpc.MessageSink;
import dev.nephelite.function.worker.rpc.RpcValues;
import dev.nephelite.worker.protocol.AppCloseResponse;
import dev.nephelite.worker.protocol.AppLoadRequest;
import dev.nephelite.worker.protocol.AppLoadResponse;
import dev.nephelite.worker.protocol.DeadlocksResponse;
import dev.nephelite.worker.protocol.DeadlocksResponse.Deadlock;
import dev.nephelite.worker.protocol.FunctionLoadRequest;
import dev.nephelite.worker.protocol.FunctionRpcGrpc;
import dev.nephelite.worker.protocol.InvocationRequest;
import dev.nephelite.worker.protocol.RecordingStartRequest;
import dev.nephelite.worker.protocol.RecordingStartResponse;
import dev.nephelite.worker.protocol.RecordingStopResponse;
import dev.nephelite.worker.protocol.RpcException;
import dev.nephelite.worker.protocol.RpcLog;
import dev.nephelite.worker.protocol.StackResponse;
import dev.nephelite.worker.protocol.StartStream;
import dev.nephelite.worker.protocol.StatusResult;
import dev.nephelite.worker.protocol.StreamingMessage;
import dev.nephelite.worker.protocol.WorkerInitResponse;
import dev.nephelite.worker.protocol.WorkerMetadata;
import dev.nephelite.worker.protocol.WorkerStatusResponse;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The program in a Java worker process. It connects to the host that has started it, loads apps, and runs their functions
 * until the host ends the connection.
 */
public final class JavaWorkerMain implements ClientResponseObserver<StreamingMessage, StreamingMessage> {
    /** A host that has not ended starts another worker. */
    private static final int CONNECTION_LOST = 1;

    /** That of the process, whatever an app makes of {@link System#err}. */
    private static final PrintStream STANDARD_ERROR = System.err;

    private static final String VERSION = "1.0";

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final ExecutorService executor = Executors.newCachedThreadPool(JavaWorkerMain::thread);
    private final SharedJvm jvm = new SharedJvm(new PublishedSettings(), new DefaultTls(), ConsoleOutput.redirected());
    private final WorkerRecordings recordings = new WorkerRecordings();
    private final Map<String, StartedApp> apps = new ConcurrentHashMap<>();
    private final Map<String, LoadedFunction> functions = new ConcurrentHashMap<>();
    private @Nullable MessageSink sink;
    private @Nullable ContentExchange contents;

    private JavaWorkerMain() {}

    /** Runs a worker; {@code arguments} are those of the worker protocol, such as {@code --port}. */
    public static void main(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].startsWith("--")) {
                options.putIfAbsent(arguments[i].substring(2), arguments[i + 1]);
            }
        }
        ignore("INT");
        ignore("TERM");
        ignore("HUP");
        new JavaWorkerMain()
                .run(
                        options.getOrDefault("host", "127.0.0.1"),
                        Integer.parseInt(options.getOrDefault("port", "0")),
                        options.getOrDefault("workerId", ""),
                        options.getOrDefault("requestId", ""));
    }

    /**
     * Ignores a signal that a terminal or a service manager sends to the host and to this process at the same time. The host
     * ends this process after its functions. Signals are no part of Java, but every JDK has them in {@code sun.misc}.
     */
    private static void ignore(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            handler.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException ignored) {
            // Windows has no SIGHUP.
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "java-worker");
        thread.setDaemon(true);
        // A thread that is created during a call into an app must not keep its class loader.
        thread.setContextClassLoader(JavaWorkerMain.class.getClassLoader());
        return thread;
    }

    private void run(String host, int port, String workerId, String requestId) {
        ManagedChannel channel = OkHttpChannelBuilder.forAddress(host, port)
                .usePlaintext()
                .directExecutor()
                .disableRetry()
                .flowControlWindow(MessageSink.FLOW_CONTROL_WINDOW)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .build();
        StreamObserver<StreamingMessage> unused =
                FunctionRpcGrpc.newStub(channel).eventStream(this);
        MessageSink toHost = sink();
        Runtime.getRuntime().addShutdownHook(new Thread(this::reportExit, "exit-report"));
        toHost.send(StreamingMessage.newBuilder()
                .setRequestId(requestId)
                .setStartStream(StartStream.newBuilder().setWorkerId(workerId))
                .build());
        DebuggerReports.start(toHost, this::functionsOn, JavaWorkerMain::thread);
        int code = exitCode.join();
        // Also when threads of an app are still running.
        apps.keySet().forEach(this::close);
        recordings.stopAll();
        Runtime.getRuntime().halt(code);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamingMessage> toHost) {
        MessageSink created = new MessageSink(toHost);
        toHost.setOnReadyHandler(created::wake);
        sink = created;
        contents = new ContentExchange(created, executor, false);
    }

    /** Says which function ends the process. What is sent to the host so late may not reach it. */
    private void reportExit() {
        apps.values().stream()
                .flatMap(app -> app.worker.exiting().stream())
                .findFirst()
                .ifPresent(caller -> STANDARD_ERROR.println(
                        "Error: System.exit was called by " + caller + ", which ends the worker process."));
    }

    @Override
    public void onNext(StreamingMessage message) {
        switch (message.getContentCase()) {
            case CONTENT_DATA, CONTENT_CREDIT, CONTENT_CANCEL -> contents().receive(message);
            case WORKER_INIT_REQUEST -> answer(message, answer().setWorkerInitResponse(initialized()));
            case WORKER_STATUS_REQUEST ->
                answer(message, answer().setWorkerStatusResponse(WorkerStatusResponse.getDefaultInstance()));
            case APP_LOAD_REQUEST ->
                executor.execute(() -> answer(message, answer().setAppLoadResponse(load(message.getAppLoadRequest()))));
            case APP_CLOSE_REQUEST ->
                executor.execute(() -> answer(
                        message,
                        answer().setAppCloseResponse(AppCloseResponse.newBuilder()
                                .setLeakWarning(
                                        close(message.getAppCloseRequest().getAppId())))));
            case INVOCATION_REQUEST -> invoke(message, message.getInvocationRequest());
            case INVOCATION_CANCEL ->
                cancel(UUID.fromString(message.getInvocationCancel().getInvocationId()));
            case STACK_REQUEST ->
                executor.execute(() -> answer(
                        message,
                        answer().setStackResponse(StackResponse.newBuilder()
                                .setStack(stack(UUID.fromString(
                                        message.getStackRequest().getInvocationId()))))));
            case DEADLOCKS_REQUEST ->
                executor.execute(() -> answer(message, answer().setDeadlocksResponse(deadlocks())));
            case RECORDING_START_REQUEST ->
                executor.execute(() ->
                        answer(message, answer().setRecordingStartResponse(start(message.getRecordingStartRequest()))));
            case RECORDING_STOP_REQUEST ->
                executor.execute(() -> {
                    recordings.stop(message.getRecordingStopRequest().getRecordingId());
                    answer(message, answer().setRecordingStopResponse(RecordingStopResponse.getDefaultInstance()));
                });
            case WORKER_TERMINATE -> exitCode.complete(0);
            default -> {
                // The host may be newer.
            }
        }
    }

    @Override
    public void onError(Throwable broken) {
        endWithoutHost();
    }

    @Override
    public void onCompleted() {
        endWithoutHost();
    }

    private void endWithoutHost() {
        sink().close();
        exitCode.complete(CONNECTION_LOST);
    }

    private MessageSink sink() {
        if (sink == null) {
            throw new IllegalStateException("not connected");
        }
        return sink;
    }

    private ContentExchange contents() {
        if (contents == null) {
            throw new IllegalStateException("not connected");
        }
        return contents;
    }

    private static StreamingMessage.Builder answer() {
        return StreamingMessage.newBuilder();
    }

    private void answer(StreamingMessage request, StreamingMessage.Builder answer) {
        send(answer.setRequestId(request.getRequestId()));
    }

    private void send(StreamingMessage.Builder message) {
        sink().send(message.build());
    }

    private static WorkerInitResponse initialized() {
        return WorkerInitResponse.newBuilder()
                .setWorkerVersion(VERSION)
                .putCapabilities("WorkerStatus", "true")
                .putCapabilities("HandlesWorkerTerminateMessage", "true")
                .putCapabilities("HandlesInvocationCancelMessage", "true")
                .setWorkerMetadata(WorkerMetadata.newBuilder()
                        .setRuntimeName("java")
                        .setRuntimeVersion(Runtime.version().toString())
                        .setWorkerVersion(VERSION))
                .setResult(StatusResult.newBuilder().setStatus(StatusResult.Status.Success))
                .build();
    }

    /** Loading an app again returns what the first time did. */
    private synchronized AppLoadResponse load(AppLoadRequest request) {
        StartedApp earlier = apps.get(request.getAppId());
        if (earlier != null) {
            return earlier.response;
        }
        try {
            String certificate = request.getTrustedCertificate();
            JavaWorker worker = new JavaWorker(
                    executor,
                    (level, category, message) -> log("", level, category, message),
                    certificate.isEmpty() ? null : TrustedCertificate.context(certificate),
                    jvm);
            List<LoadError> errors = worker.load(AppMessages.app(request));
            AppLoadResponse response = AppMessages.response(request, worker, errors, worker::triggerMetadata);
            apps.put(request.getAppId(), new StartedApp(worker, response));
            for (FunctionLoadRequest function : request.getFunctionsList()) {
                functions.put(
                        function.getFunctionId(),
                        new LoadedFunction(
                                request.getAppId(), function.getMetadata().getName(), worker));
            }
            return response;
        } catch (RuntimeException | LinkageError broken) {
            return AppLoadResponse.newBuilder()
                    .setResult(StatusResult.newBuilder()
                            .setStatus(StatusResult.Status.Failure)
                            .setException(RpcException.newBuilder().setMessage(String.valueOf(broken))))
                    .build();
        }
    }

    /** Closes an app. Returns a warning about what it has left running, or an empty text. */
    private String close(String appId) {
        functions.values().removeIf(function -> function.appId.equals(appId));
        StartedApp app = apps.remove(appId);
        if (app == null) {
            return "";
        }
        app.worker.close();
        return app.worker.leakWarning().orElse("");
    }

    /** Streams among the inputs have to be accepted before the next message is read. */
    private void invoke(StreamingMessage message, InvocationRequest request) {
        RpcValues values = new RpcValues(contents());
        LoadedFunction function = functions.get(request.getFunctionId());
        if (function == null) {
            InvocationResult unknown =
                    new InvocationResult.Failure("IllegalStateException: The function is not loaded.", "");
            answer(message, answer().setInvocationResponse(values.response(request.getInvocationId(), unknown, null)));
            return;
        }
        Invocation invocation = values.invocation(request, function.name);
        RemoteLog log = new RemoteLog(request.getInvocationId());
        CompletableFuture<InvocationResult> unused = function.worker
                .invoke(invocation, log)
                .whenComplete((result, bug) -> {
                    InvocationResult outcome = bug == null ? result : InvocationResult.Failure.indescribable(bug);
                    answer(
                            message,
                            answer().setInvocationResponse(
                                            values.response(request.getInvocationId(), outcome, log.usage)));
                    // A function may return a stream that reads from its input.
                    CompletableFuture<Void> unusedClose = values.sent().thenRun(() -> closeStreams(invocation));
                });
    }

    /** What a function has not read need not be sent. */
    private static void closeStreams(Invocation invocation) {
        for (TypedData input : invocation.inputs().values()) {
            TypedData content = input instanceof TypedData.Request request ? request.body() : input;
            if (content instanceof TypedData.Stream stream) {
                try {
                    stream.content().close();
                } catch (IOException ignored) {
                    // Nobody reads it any more.
                }
            }
        }
    }

    private void cancel(UUID invocation) {
        apps.values().forEach(app -> app.worker.cancel(invocation));
    }

    private String stack(UUID invocation) {
        return apps.values().stream()
                .map(app -> app.worker.stack(invocation).join())
                .filter(stack -> !stack.isEmpty())
                .findFirst()
                .orElse("");
    }

    private DeadlocksResponse deadlocks() {
        DeadlocksResponse.Builder response = DeadlocksResponse.newBuilder();
        for (StartedApp app : apps.values()) {
            for (List<UUID> deadlock : app.worker.deadlocks().join()) {
                response.addDeadlocks(Deadlock.newBuilder()
                        .addAllInvocationIds(
                                deadlock.stream().map(UUID::toString).toList()));
            }
        }
        return response.build();
    }

    private RecordingStartResponse start(RecordingStartRequest request) {
        String asyncProfiler = request.getAsyncProfiler();
        return RecordingStartResponse.newBuilder()
                .setError(recordings.start(
                        request.getRecordingId(),
                        Path.of(request.getFile()),
                        asyncProfiler.isEmpty() ? null : Path.of(asyncProfiler)))
                .build();
    }

    private Map<Long, String> functionsOn(Set<Long> threads) {
        Map<Long, String> running = new HashMap<>();
        apps.values().forEach(app -> running.putAll(app.worker.functionsOn(threads)));
        return running;
    }

    /** Waits for a host that reads more slowly than an app logs. */
    private void log(String invocationId, LogLevel level, String category, String text) {
        sink().sendWhenReady(StreamingMessage.newBuilder()
                .setRpcLog(RpcLog.newBuilder()
                        .setInvocationId(invocationId)
                        .setCategory(category)
                        .setLevel(RpcValues.level(level))
                        .setLogCategory(
                                invocationId.isEmpty() ? RpcLog.RpcLogCategory.System : RpcLog.RpcLogCategory.User)
                        .setMessage(LoggedText.of(text)))
                .build());
    }

    /** Sends what one invocation logs and prints, and remembers what belongs into its response. */
    private final class RemoteLog implements InvocationLog {
        private final String invocationId;
        private volatile @Nullable Usage usage;

        private RemoteLog(String invocationId) {
            this.invocationId = invocationId;
        }

        @Override
        public void log(Invocation invocation, LogLevel level, String message) {
            JavaWorkerMain.this.log(invocationId, level, "", message);
        }

        @Override
        public void print(Invocation invocation, LogLevel level, String line) {
            JavaWorkerMain.this.log(invocationId, level, Worker.CONSOLE, line);
        }

        @Override
        public void used(Usage used) {
            usage = used;
        }
    }

    private record StartedApp(JavaWorker worker, AppLoadResponse response) {}

    private record LoadedFunction(String appId, String name, JavaWorker worker) {}
}
