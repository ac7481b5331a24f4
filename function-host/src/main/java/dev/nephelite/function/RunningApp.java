package dev.nephelite.function;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.admin.AdminApi;
import dev.nephelite.function.admin.HostControl;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.Connections;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.FunctionError;
import dev.nephelite.function.app.InvalidAppException;
import dev.nephelite.function.app.Settings;
import dev.nephelite.function.binding.BindingContext;
import dev.nephelite.function.binding.FunctionBindings;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.invocation.FilteredLog;
import dev.nephelite.function.invocation.FunctionInvoker;
import dev.nephelite.function.log.LogHistory;
import dev.nephelite.function.log.TeeLog;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.HostId;
import dev.nephelite.function.trigger.HostLog;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.http.HttpFunctions;
import dev.nephelite.function.worker.Outcome;
import dev.nephelite.function.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One app from its loading to its end: the worker that runs it, the listeners that wake it, and all they share. */
final class RunningApp implements HostControl {
    private static final String CATEGORY = "Host.Startup";

    /** How long functions may go on when the host stops, and how long it waits altogether. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Clock clock;
    private final UUID instanceId;
    private final Instant startedAt;
    private final LogHistory history;
    private final FilteredLog log;
    private final ExecutorService executor = Executors.newCachedThreadPool(RunningApp::thread);
    private final StorageAccounts storage;
    private final Worker worker;
    private final FunctionInvoker invoker;
    private final Triggers triggers = Triggers.create();
    private final Map<FunctionDefinition, Listener> listeners = new LinkedHashMap<>();
    private final HostContext context;
    private volatile App app;

    /**
     * Loads the app; nothing listens yet. What is wrong with single functions is among the errors of {@link #app}.
     *
     * @throws InvalidAppException if something all functions need is wrong
     */
    RunningApp(HostOptions options, Function<Executor, Worker> workers, int port, LogHistory history) {
        Settings settings = HostedSettings.complete(options, port);
        App configured = options.app().withSettings(settings);
        this.history = history;
        HostLog shown = new FilteredLog(options.log(), configured.host());
        log = new FilteredLog(new TeeLog(history, shown), configured.host());
        String hostId = HostId.of(settings, HostedSettings.computerName(settings), configured.root());
        clock = options.clock();
        instanceId = options.ids().uuid();
        startedAt = clock.now();
        storage = new StorageAccounts(settings, clock);
        worker = workers.apply(executor);
        invoker = new FunctionInvoker(worker, clock, options.ids(), log, executor);
        app = configured.withErrors(worker.load(configured));
        context = new HostContext(
                configured, hostId, instanceId, options.modes(), storage, invoker, clock, options.ids(), log, executor);
        BindingContext bindings = new BindingContext(settings, configured.host(), storage);
        forEachSound(function -> Connections.require(function, settings));
        forEachSound(function -> invoker.add(function, FunctionBindings.of(function, bindings)));
        forEachSound(this::listen);
        if (HostedSettings.lacksStorage(options.app().settings())) {
            log.information(CATEGORY, "AzureWebJobsStorage is not set; this host uses UseDevelopmentStorage=true.");
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "function-host");
        thread.setDaemon(true);
        return thread;
    }

    private void listen(FunctionDefinition function) {
        if (!function.disabled()) {
            listeners.put(function, triggers.of(function).listen(function, context));
        }
    }

    /** Starts every listener and tells what is wrong. */
    void start() {
        forEachSound(function -> {
            Listener listener = listeners.get(function);
            if (listener != null) {
                listener.start();
            }
        });
        // In these words, for people's scripts wait for them.
        log.information("Worker", "Worker process started and initialized.");
        List<FunctionError> errors = app.errors();
        if (!errors.isEmpty()) {
            log.error(
                    CATEGORY,
                    errors.stream()
                            .map(error -> "\n" + error.function() + ": " + error.message())
                            .collect(Collectors.joining(
                                    "", "The following " + errors.size() + " functions are in error:", "")));
        }
        if (app.functions().isEmpty()) {
            log.warning(
                    CATEGORY, "No job functions found. Annotate public methods with @FunctionName, or stage the app.");
        }
    }

    /** What goes wrong with one function is its own error and concerns no other. */
    private void forEachSound(Consumer<FunctionDefinition> step) {
        for (FunctionDefinition function : app.soundFunctions()) {
            try {
                step.accept(function);
            } catch (InvalidAppException refused) {
                fail(function, String.valueOf(refused.getMessage()));
            } catch (RuntimeException broken) {
                fail(function, broken.toString());
            }
        }
    }

    private void fail(FunctionDefinition function, String message) {
        app = app.withErrors(List.of(new FunctionError(function.name(), message)));
    }

    /** Answers the requests to this app. */
    Handler front(Supplier<List<HostedFunction>> functions) {
        boolean hidden = "true".equalsIgnoreCase(app.settings().value("AzureWebJobsDisableHomepage"));
        return new HostFront(
                new AdminApi(this, new OwnApi(functions, history, this::run)),
                new HttpFunctions(triggers.http(), invoker, log),
                () -> hidden ? Response.of(204) : Homepage.of(functions.get()),
                Cors.of(app.localHttp()),
                app.host().http().customHeaders());
    }

    @Override
    public App app() {
        return app;
    }

    @Override
    public String hostId() {
        return context.hostId();
    }

    @Override
    public UUID instanceId() {
        return instanceId;
    }

    @Override
    public String computerName() {
        return HostedSettings.computerName(app.settings());
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public void fire(FunctionDefinition function, String input) {
        executor.execute(() -> {
            try {
                invoker.invoke(function, triggers.of(function).manual(function, input, context))
                        .join();
            } catch (RuntimeException refused) {
                log.error("Function." + function.name(), "It cannot be run by hand. " + refused.getMessage());
            }
        });
    }

    /** Fires the trigger of a function by hand and waits for what comes of it. */
    private Optional<InvocationReport> run(String name, String input) {
        return app.soundFunctions().stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst()
                .map(function -> run(function, input));
    }

    private InvocationReport run(FunctionDefinition function, String input) {
        Instant begun = clock.now();
        try {
            Outcome outcome = invoker.invoke(function, triggers.of(function).manual(function, input, context))
                    .join();
            return InvocationReport.of(function.name(), Duration.between(begun, clock.now()), outcome);
        } catch (RuntimeException refused) {
            return InvocationReport.refused(function.name(), String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Takes no more work, lets what runs end within ten seconds, and lets go of the app.
     *
     * @param answered completes when no client waits for an answer any more
     */
    void stop(CompletableFuture<Void> answered) {
        CompletableFuture<?>[] stopping = listeners.values().stream()
                .map(listener -> listener.stop(GRACE))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> quiet = CompletableFuture.allOf(stopping)
                .thenCompose(done -> invoker.settled())
                .thenCompose(done -> worker.drain())
                .thenCompose(done -> answered);
        CompletableFuture<Void> late = new CompletableFuture<>();
        Clock.Scheduled deadline = clock.schedule(PATIENCE, () -> late.complete(null));
        CompletableFuture.anyOf(quiet, late).join();
        deadline.cancel();
        worker.close();
        storage.close();
        executor.shutdownNow();
    }
}
