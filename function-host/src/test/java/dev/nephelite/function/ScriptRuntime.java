package dev.nephelite.function;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.app.discovery.FunctionJson;
import dev.nephelite.function.app.discovery.WorkerRuntime;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.worker.FunctionMetadata;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.WorkerApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A runtime whose functions are text files: a function returns its text with {@code $} replaced by its trigger. */
final class ScriptRuntime implements WorkerRuntime {
    private static final String SUFFIX = ".script";

    @Override
    public String name() {
        return "script";
    }

    @Override
    public String missingFiles() {
        return "no function.json with a script";
    }

    @Override
    public Optional<AppLayout> appIn(Path place) {
        boolean scripts = Files.isDirectory(place)
                && FunctionJson.folders(place).stream()
                        .anyMatch(folder -> Files.exists(folder.resolve("run" + SUFFIX)));
        return scripts ? Optional.of(new ScriptFolder(place)) : Optional.empty();
    }

    @Override
    public Worker worker(WorkerContext context) {
        return new ScriptWorker(context);
    }

    private record ScriptFolder(Path root) implements AppLayout {
        @Override
        public DiscoveredFunctions find(ProgressListener progressListener) {
            List<FunctionDefinition> functions =
                    FunctionJson.folders(root).stream().map(FunctionJson::read).toList();
            List<Path> scripts = functions.stream()
                    .map(function -> Objects.requireNonNull(function.scriptFile()))
                    .toList();
            return new DiscoveredFunctions(this, functions, List.of(), scripts);
        }

        @Override
        public Set<Path> trees() {
            return Set.of();
        }
    }

    private static final class ScriptWorker implements Worker {
        private final WorkerContext context;
        private final Map<String, String> scripts = new HashMap<>();
        private final Map<String, String> triggers = new HashMap<>();

        ScriptWorker(WorkerContext context) {
            this.context = context;
        }

        @Override
        public List<LoadError> load(WorkerApp app) {
            for (FunctionMetadata function : app.functions()) {
                try {
                    scripts.put(function.name(), Files.readString(Objects.requireNonNull(function.scriptFile())));
                    triggers.put(function.name(), function.trigger().name());
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
            return List.of();
        }

        @Override
        public CompletableFuture<InvocationResult> invoke(Invocation invocation, InvocationLog log) {
            return CompletableFuture.supplyAsync(() -> result(invocation), context.executor());
        }

        private InvocationResult result(Invocation invocation) {
            String name = invocation.functionName();
            TypedData trigger = invocation.inputs().get(triggers.get(name));
            TypedData input = trigger instanceof TypedData.Request request ? request.body() : trigger;
            if (!(input instanceof TypedData.Text text)) {
                return new InvocationResult.Failure("This is not a text: " + input, "");
            }
            String returned = scripts.getOrDefault(name, "").replace("$", text.value());
            return new InvocationResult.Success(new TypedData.Text(returned), Map.of());
        }

        @Override
        public void cancel(UUID invocation) {
            // A script ends at once.
        }

        @Override
        public CompletableFuture<Void> drain() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
