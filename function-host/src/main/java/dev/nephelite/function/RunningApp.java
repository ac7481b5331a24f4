package dev.nephelite.function;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.access.Access;
import dev.nephelite.function.access.KeyRing;
import dev.nephelite.function.access.Keys;
import dev.nephelite.function.admin.AdminApi;
import dev.nephelite.function.admin.HostControl;
import dev.nephelite.function.admin.HostState;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.AppOffline;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.FunctionError;
import dev.nephelite.function.app.InvalidAppException;
import dev.nephelite.function.app.Settings;
import dev.nephelite.function.binding.BindingContext;
import dev.nephelite.function.binding.FunctionBindings;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.invocation.FunctionInvoker;
import dev.nephelite.function.log.FilteredLog;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.HostId;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.http.HttpFunctions;
import dev.nephelite.function.trigger.http.HttpTrigger;
import dev.nephelite.function.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One app from its loading to its end: the worker that runs it, the listeners that wake it, and all they share. */
final class RunningApp implements HostControl {
    private static final String CATEGORY = "Host.Startup";

    /** How long functions may go on when the host stops, and how long it waits altogether. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long functions may go on that run when the host is drained. */
    private static final Duration DRAIN_GRACE = Duration.ofHours(1);

    /** Below the app's own, for what has to be kept in files. */
    private static final String OUR_FOLDER = ".nephelite";

    private final Clock clock;
    private final UUID instanceId;
    private final Instant startedAt;
    private final FilteredLog log;
    private final ExecutorService executor = Executors.newCachedThreadPool(RunningApp::thread);
    private final StorageAccounts storage;
    private final Worker worker;
    private final FunctionInvoker invoker;
    private final Triggers triggers = Triggers.create();
    private final Map<FunctionDefinition, Listener> listeners = new LinkedHashMap<>();
    private final HostContext context;
    private final Keys keys;
    private final Access access;
    private final Supplier<CompletableFuture<Void>> restart;
    private volatile App app;
    private volatile boolean draining;

    /**
     * Loads the app; nothing listens yet. What is wrong with single functions is among the errors of {@link #app}.
     *
     * @param restart puts another in the place of this one, as {@link HostControl#restart} says
     * @throws InvalidAppException if something all functions need is wrong
     */
    RunningApp(
            HostOptions options,
            Function<Executor, Worker> workers,
            int port,
            Supplier<CompletableFuture<Void>> restart) {
        this.restart = restart;
        Settings settings = HostedSettings.complete(options, port);
        App configured = options.app().withSettings(settings);
        log = new FilteredLog(options.log(), configured.host());
        String hostId = HostId.of(settings, HostedSettings.computerName(settings), configured.root());
        clock = options.clock();
        instanceId = options.ids().uuid();
        startedAt = clock.now();
        storage = new StorageAccounts(settings, clock);
        worker = workers.apply(executor);
        invoker = new FunctionInvoker(worker, configured.host(), clock, options.ids(), log, executor);
        app = configured.withErrors(worker.load(configured));
        context = new HostContext(
                configured, hostId, instanceId, options.modes(), storage, invoker, clock, options.ids(), log, executor);
        keys = new Keys(context, configured.root().resolve(OUR_FOLDER), WebhookKeys.of(configured));
        access = new Access(options.modes().authenticated(), keys, log);
        BindingContext bindings = new BindingContext(settings, configured.host(), storage);
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
        // Without a route, nobody could tell whether the caller is one who may run what is disabled.
        if (!function.disabled() || function.trigger().isType(HttpTrigger.NAME)) {
            listeners.put(function, triggers.of(function).listen(function, context));
        }
    }

    /** Starts every listener and tells what is wrong. */
    void start() {
        if (context.modes().authenticated()) {
            executor.execute(this::prepareKeys);
        }
        forEachSound(function -> {
            Listener listener = listeners.get(function);
            if (listener != null) {
                listener.start();
            }
        });
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

    /** Makes the keys now, so that whoever looks for them finds them. */
    private void prepareKeys() {
        try {
            keys.on(KeyRing.MASTER);
            log.information(CATEGORY, "Callers need keys. The master key and those of the host are in " + keys.place());
        } catch (RuntimeException noKeys) {
            log.error(CATEGORY, "Callers need keys, but there are none. " + noKeys.getMessage());
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
                new AdminApi(this, access, keys, log),
                new HttpFunctions(triggers.http(), access::refusalToRun, invoker, log),
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
    public HostState state() {
        return AppOffline.page(app.root()).isPresent() ? HostState.OFFLINE : HostState.RUNNING;
    }

    @Override
    public List<String> errors() {
        return List.of();
    }

    @Override
    public int outstandingInvocations() {
        return invoker.running() - invoker.waitingForRetry();
    }

    @Override
    public int outstandingRetries() {
        return invoker.waitingForRetry();
    }

    @Override
    public void drain() {
        draining = true;
        stopListeners(function -> !function.trigger().isType(HttpTrigger.NAME), DRAIN_GRACE);
    }

    @Override
    public boolean isDraining() {
        return draining;
    }

    @Override
    public CompletableFuture<Void> restart() {
        return restart.get();
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

    /**
     * Takes no more work, lets what runs end within ten seconds, and lets go of the app.
     *
     * @param answered completes when no client waits for an answer any more
     */
    void stop(CompletableFuture<Void> answered) {
        invoker.stopRetrying();
        CompletableFuture<Void> quiet = stopListeners(function -> true, GRACE)
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

    /** Each listener is stopped once. */
    private synchronized CompletableFuture<Void> stopListeners(Predicate<FunctionDefinition> which, Duration grace) {
        List<FunctionDefinition> wanted =
                listeners.keySet().stream().filter(which).toList();
        return CompletableFuture.allOf(wanted.stream()
                .map(listeners::remove)
                .map(listener -> listener.stop(grace))
                .toArray(CompletableFuture<?>[]::new));
    }
}
