package dev.nephelite.function;

import dev.nephelite.emulator.http.Responder;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.admin.AdminApi;
import dev.nephelite.function.admin.HostControl;
import dev.nephelite.function.admin.HostState;
import dev.nephelite.function.admin.Webhooks;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.Connections;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.FunctionError;
import dev.nephelite.function.app.InvalidAppException;
import dev.nephelite.function.app.Settings;
import dev.nephelite.function.binding.BindingContext;
import dev.nephelite.function.binding.FunctionBindings;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.invocation.FunctionInvoker;
import dev.nephelite.function.lock.PrimaryHost;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogHistory;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.HostId;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.http.Admission;
import dev.nephelite.function.trigger.http.HttpFunctions;
import dev.nephelite.function.trigger.http.RequestLimits;
import dev.nephelite.function.worker.Outcome;
import dev.nephelite.function.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One app from its loading to its end: the worker that runs it, the listeners that wake it, and all they share. */
final class RunningApp implements HostControl {
    private static final String CATEGORY = "Host.Startup";

    /** How long what listeners have in hand may go on when they stop. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final Clock clock;
    private final UUID instanceId;
    private final HostLife life;
    private final HostLog log;
    private final ExecutorService executor = Executors.newCachedThreadPool(RunningApp::thread);
    private final StorageAccounts storage;
    private final Worker worker;
    private final FunctionInvoker invoker;
    private final Triggers triggers = Triggers.create();
    private final Map<FunctionDefinition, Listener> listeners = new LinkedHashMap<>();
    private final HostContext context;
    private final PrimaryHost primary;
    private CompletableFuture<Void> ended = CompletableFuture.completedFuture(null);
    private boolean stopping;
    private volatile App app;

    /**
     * Loads the app; nothing listens yet. What is wrong with single functions is among the errors of {@link #app}.
     *
     * @throws InvalidAppException if something all functions need is wrong
     */
    RunningApp(HostOptions options, App loaded, Function<Executor, Worker> workers, int port, HostLife life) {
        Settings settings = HostedSettings.complete(loaded, options, port);
        App configured = loaded.withSettings(settings);
        this.life = life;
        log = options.log().filtered(configured.host());
        String hostId = HostId.of(settings, HostedSettings.computerName(settings), configured.root());
        clock = options.clock();
        instanceId = options.ids().uuid();
        storage = new StorageAccounts(settings, clock);
        worker = workers.apply(executor);
        invoker = new FunctionInvoker(worker, configured.host(), clock, options.ids(), log, executor);
        app = configured.withErrors(worker.load(configured));
        context = new HostContext(
                configured, hostId, instanceId, options.modes(), storage, invoker, clock, options.ids(), log, executor);
        primary = new PrimaryHost(context);
        BindingContext bindings = new BindingContext(
                settings, configured.host(), storage, triggers.eventGrid().topics(context));
        forEachSound(function -> Connections.require(function, settings));
        forEachSound(function -> invoker.add(function, FunctionBindings.of(function, bindings)));
        forEachSound(this::listen);
        if (HostedSettings.lacksStorage(loaded.settings())) {
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

    /**
     * Starts every listener and tells what is wrong.
     *
     * @param predecessors what listeners of the same functions still have in hand
     */
    void start(Map<String, CompletableFuture<Void>> predecessors) {
        primary.start();
        forEachSound(function -> {
            Listener listener = listeners.get(function);
            @Nullable CompletableFuture<Void> predecessor = predecessors.get(function.name());
            if (listener == null) {
                return;
            }
            if (predecessor == null || !triggers.of(function).isAlone()) {
                listener.start();
            } else {
                CompletableFuture<Void> unused = predecessor.thenRun(() -> startLate(listener));
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

    private synchronized void startLate(Listener listener) {
        if (!stopping) {
            listener.start();
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

    /** What answers the requests to this app. */
    Responder front(Supplier<List<HostedFunction>> functions, LogHistory history) {
        boolean hidden = "true".equalsIgnoreCase(app.settings().value("AzureWebJobsDisableHomepage"));
        return new HostFront(
                new AdminApi(this, new OwnApi(functions, history, this::run)),
                new Webhooks(triggers.all().stream()
                        .flatMap(type -> type.webhook(context).stream())
                        .toList()),
                new HttpFunctions(triggers.http(), Admission.OPEN, RequestLimits.of(app), invoker, log),
                context.modes().authenticated(),
                () -> hidden ? Response.of(204) : Homepage.of(functions.get()),
                Cors.of(app.localHttp()),
                CommonHeaders.of(app.host().http()));
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
        return life.startedAt();
    }

    @Override
    public HostState state() {
        return life.state();
    }

    @Override
    public void restart() {
        life.restart();
    }

    @Override
    public void setOffline(boolean offline) {
        life.setOffline(offline);
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

    /** Takes no more work. Returns when each function will have nothing in hand any more, by the name of the function. */
    synchronized Map<String, CompletableFuture<Void>> stopListening() {
        stopping = true;
        invoker.stopRetrying();
        Map<String, CompletableFuture<Void>> inHand = new HashMap<>();
        listeners.forEach((function, listener) -> inHand.put(function.name(), listener.stop(GRACE)));
        ended = CompletableFuture.allOf(Stream.concat(inHand.values().stream(), Stream.of(primary.stop()))
                .toArray(CompletableFuture<?>[]::new));
        return inHand;
    }

    /**
     * Completes when nothing runs any more, if nobody listens.
     *
     * @param answered completes when no client waits for an answer any more
     */
    CompletableFuture<Void> ended(CompletableFuture<Void> answered) {
        return ended.thenCompose(done -> answered)
                .thenCompose(done -> invoker.settled())
                .thenCompose(done -> worker.drain());
    }

    /** Lets go of the app, whatever runs. */
    void close() {
        worker.close();
        storage.close();
        executor.shutdownNow();
    }
}
