package dev.nephelite.function.java.process;

import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.worker.FunctionMetadata;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.RunningCalls;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.WorkerApp;
import dev.nephelite.function.worker.process.WorkerChannel;
import dev.nephelite.function.worker.rpc.AppMessages;
import dev.nephelite.worker.protocol.AppCloseRequest;
import dev.nephelite.worker.protocol.AppLoadResponse;
import dev.nephelite.worker.protocol.AppLoadResponse.LoadedFunction;
import dev.nephelite.worker.protocol.StatusResult;
import dev.nephelite.worker.protocol.StreamingMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The host's side of an app whose functions run in worker processes. */
final class JavaProcessWorker implements Worker {
    private static final Duration TO_CLOSE = Duration.ofSeconds(5);

    private final JavaProcesses processes;
    private final WorkerContext context;
    private final String appId;
    private final RunningCalls calls = new RunningCalls();
    private final Map<String, String> functionIds = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private @Nullable WorkerApp app;
    private JavaProcesses.@Nullable AppRegistration registration;
    private volatile List<String> warnings = List.of();
    private volatile Map<String, LoadedFunction> functions = Map.of();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile Optional<String> leakWarning = Optional.empty();

    JavaProcessWorker(JavaProcesses processes, WorkerContext context) {
        this.processes = processes;
        this.context = context;
        appId = context.ids().uuid().toString();
    }

    @Override
    public List<LoadError> load(WorkerApp fresh) {
        app = fresh;
        if (fresh.functions().isEmpty()) {
            // Nothing needs a process, which might not even start.
            return List.of();
        }
        for (FunctionMetadata function : fresh.functions()) {
            functionIds.put(function.name(), context.ids().uuid().toString());
        }
        JavaProcesses.AppRegistration taken = processes.register(this, fresh, context);
        registration = taken;
        AppLoadResponse loaded;
        try {
            loaded = taken.firstLoad().get();
        } catch (ExecutionException failed) {
            taken.close();
            throw new InvalidAppException(message(failed), failed);
        } catch (InterruptedException stopping) {
            // The process may wait for a debugger.
            taken.close();
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("the host is closing").initCause(stopping);
        }
        warnings = loaded.getWarningsList();
        Map<String, LoadedFunction> byId = loaded.getFunctionsList().stream()
                .collect(Collectors.toMap(LoadedFunction::getFunctionId, function -> function));
        Map<String, LoadedFunction> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        functionIds.forEach((name, id) -> byName.put(name, byId.getOrDefault(id, LoadedFunction.getDefaultInstance())));
        functions = byName;
        return byName.entrySet().stream()
                .filter(function -> !function.getValue().getError().isEmpty())
                .map(function ->
                        new LoadError(function.getKey(), function.getValue().getError()))
                .toList();
    }

    /** Loads the app in one process. */
    CompletableFuture<AppLoadResponse> loadIn(WorkerChannel channel) {
        @Nullable ClientTls trusted = context.clientTls();
        return channel.request(StreamingMessage.newBuilder()
                        .setAppLoadRequest(AppMessages.request(
                                appId, requireApp(), functionIds, trusted == null ? null : trusted.certificate())))
                .thenApply(answer -> {
                    AppLoadResponse response = answer.getAppLoadResponse();
                    if (response.getResult().getStatus() != StatusResult.Status.Success) {
                        throw new InvalidAppException("The worker process cannot load the app: "
                                + response.getResult().getException().getMessage());
                    }
                    return response;
                });
    }

    @Override
    public CompletableFuture<InvocationResult> invoke(Invocation invocation, InvocationLog log) {
        LoadedFunction function = functions.get(invocation.functionName());
        if (function == null) {
            return failed("Function '" + invocation.functionName() + "' is not loaded.");
        }
        if (!calls.tryStart()) {
            return failed("The worker is stopping and starts no more functions.");
        }
        Invocation sent = invocation.withMetadata(function.getTriggerMetadataList());
        return requireRegistration()
                .next()
                .thenCompose(channel -> channel.invoke(sent, function.getFunctionId(), log))
                .exceptionally(unavailable -> new InvocationResult.Failure(message(unavailable), ""))
                .whenComplete((result, never) -> calls.end());
    }

    private static CompletableFuture<InvocationResult> failed(String reason) {
        return CompletableFuture.completedFuture(new InvocationResult.Failure("IllegalStateException: " + reason, ""));
    }

    private static String message(Throwable failed) {
        boolean wrapped = failed instanceof CompletionException || failed instanceof ExecutionException;
        Throwable cause = wrapped && failed.getCause() != null ? failed.getCause() : failed;
        return String.valueOf(cause.getMessage());
    }

    @Override
    public ContentForm contentForm(String function, String binding) {
        return AppMessages.contentForm(
                loaded(function).getContentFormsOrDefault(binding, AppLoadResponse.ContentForm.VALUE));
    }

    private LoadedFunction loaded(String function) {
        return functions.getOrDefault(function, LoadedFunction.getDefaultInstance());
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public List<String> portabilityWarnings(String function) {
        return loaded(function).getPortabilityWarningsList();
    }

    @Override
    public void cancel(UUID invocation) {
        requireRegistration().channels().forEach(channel -> channel.cancel(invocation));
    }

    @Override
    public boolean kill(UUID invocation) {
        return requireRegistration().restartProcessOf(invocation, "a function kept running after its timeout");
    }

    @Override
    public CompletableFuture<String> stack(UUID invocation) {
        return requireRegistration().stack(invocation);
    }

    @Override
    public CompletableFuture<List<List<UUID>>> deadlocks() {
        return registration == null ? CompletableFuture.completedFuture(List.of()) : registration.deadlocks();
    }

    @Override
    public CompletableFuture<Void> failed() {
        return registration == null ? new CompletableFuture<>() : registration.failed();
    }

    @Override
    public Optional<String> leakWarning() {
        return leakWarning;
    }

    @Override
    public CompletableFuture<Void> drain() {
        return calls.drain();
    }

    /** Waits for the shutdown hooks of the app, but not for long. */
    @Override
    public void close() {
        JavaProcesses.AppRegistration ending = registration;
        if (ending == null || !closing.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Void> closed = CompletableFuture.allOf(
                        ending.channels().stream().map(this::closeIn).toArray(CompletableFuture<?>[]::new))
                // A process that has ended needs no closing.
                .exceptionally(failed -> null);
        context.clock().limit(closed, TO_CLOSE, late -> late.complete(null)).join();
        ending.close();
    }

    private CompletableFuture<Void> closeIn(WorkerChannel channel) {
        return channel.request(StreamingMessage.newBuilder()
                        .setAppCloseRequest(AppCloseRequest.newBuilder().setAppId(appId)))
                .thenAccept(answer -> {
                    String warning = answer.getAppCloseResponse().getLeakWarning();
                    leakWarning = warning.isEmpty() ? leakWarning : Optional.of(warning);
                });
    }

    private WorkerApp requireApp() {
        if (app == null) {
            throw new IllegalStateException("no app is loaded");
        }
        return app;
    }

    private JavaProcesses.AppRegistration requireRegistration() {
        if (registration == null) {
            throw new IllegalStateException("no app is loaded");
        }
        return registration;
    }
}
