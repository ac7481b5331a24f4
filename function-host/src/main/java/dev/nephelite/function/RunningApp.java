package dev.nephelite.function;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.admin.AdminApi;
import dev.nephelite.function.admin.HostControl;
import dev.nephelite.function.admin.HostControl.HostState;
import dev.nephelite.function.admin.Webhooks;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.SupportedTypes;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLoader;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.binding.FunctionBindings;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.debugger.DebuggerState;
import dev.nephelite.function.expression.ExpressionNames;
import dev.nephelite.function.http.CommonHeaders;
import dev.nephelite.function.http.HostCors;
import dev.nephelite.function.http.HostRouter;
import dev.nephelite.function.invocation.FunctionInvoker;
import dev.nephelite.function.invocation.InvocationStatistics;
import dev.nephelite.function.key.AppKeys;
import dev.nephelite.function.key.KeyAuthorizer;
import dev.nephelite.function.key.KeyRing;
import dev.nephelite.function.lock.PrimaryHost;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogHistory;
import dev.nephelite.function.run.RerunOptions;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunRecorder;
import dev.nephelite.function.trigger.HostActivity;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.HostId;
import dev.nephelite.function.trigger.TriggerPause;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.Webhook;
import dev.nephelite.function.trigger.eventgrid.EventGridTrigger.EventGridListenerFactory;
import dev.nephelite.function.trigger.http.HttpFunctionHandler;
import dev.nephelite.function.trigger.http.HttpSettings;
import dev.nephelite.function.trigger.http.HttpTrigger.HttpListenerFactory;
import dev.nephelite.function.trigger.http.InvalidFunctionNotice;
import dev.nephelite.function.trigger.http.RequestLimits;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.Subject;
import dev.nephelite.function.worker.Secrets;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One app from loading to closing: its worker, its listeners, and what they share. */
final class RunningApp implements HostControl {
    private static final String CATEGORY = "Host.Startup";

    /** In the folder of the app, for what has to be stored in files. */
    private static final String OUR_FOLDER = ".nephelite";

    private final UUID instanceId;
    private final DebuggerState debuggers;
    private final HostLifecycle life;
    private final AppLoader loader;
    private final HostLog log;
    private final ExecutorService executor = Executors.newCachedThreadPool(RunningApp::thread);
    private final StorageAccounts storage;
    private final Worker worker;
    private final FunctionInvoker invoker;
    private final Extensions extensions;
    private final SupportedTypes supportedTypes;
    private final ListenerFactories listenerFactories;
    private final FunctionListeners functionListeners = new FunctionListeners();
    private final HostContext context;
    private final AppKeys keys;
    private final KeyAuthorizer keyAuthorizer;
    private final PrimaryHost primary;
    private final List<Webhook> webhooks;
    private volatile CompletableFuture<Void> prepared = CompletableFuture.completedFuture(null);
    private volatile CompletableFuture<Void> released = CompletableFuture.completedFuture(null);
    private volatile App app;

    /**
     * Loads the app; nothing listens yet. Errors of single functions are among the errors of {@link #app}.
     *
     * @param pause whether its triggers do nothing for a while
     * @param debuggers what debuggers do in the processes that run its functions
     * @throws InvalidAppException if the app as a whole is invalid
     */
    RunningApp(
            HostOptions options,
            App loaded,
            int port,
            HostLifecycle life,
            DebuggerState debuggers,
            InvocationStatistics statistics,
            RunRecorder runs,
            TriggerPause pause) {
        extensions = options.extensions();
        supportedTypes = extensions.supportedTypes();
        AppSettings settings = HostDefaults.complete(loaded, options, port);
        App configured = supportedTypes.withErrors(loaded.withSettings(settings));
        this.life = life;
        this.debuggers = debuggers;
        log = options.log().filtered(configured.host());
        String hostId = HostId.of(settings, HostDefaults.computerName(settings), configured.root());
        Clocks clocks = options.clocks();
        Clock machine = clocks.machine();
        instanceId = options.ids().uuid();
        @Nullable ClientTls tls = options.clientTls();
        storage = new StorageAccounts(settings, clocks, tls == null ? null : tls.context());
        loader = options.loader();
        worker = loader.worker(new WorkerContext(executor, options.log(), tls, machine, options.ids()));
        invoker = new FunctionInvoker(
                worker,
                configured.host(),
                clocks,
                debuggers,
                options.ids(),
                log,
                executor,
                statistics,
                runs.listener(Secrets.in(settings.beginningWith(""))).and(options.invocations()::accept));
        app = configured.withErrors(worker.load(configured.forWorker()).stream()
                .map(error -> new FunctionError(error.function(), error.message()))
                .toList());
        HostActivity activity = new HostActivity(storage);
        context = new HostContext(
                configured,
                hostId,
                instanceId,
                options.flags(),
                storage,
                activity.tracked(invoker),
                activity.tracked(clocks),
                options.ids(),
                log,
                activity.tracked(executor),
                pause,
                activity);
        listenerFactories = new ListenerFactories(extensions, context);
        webhooks = listenerFactories.webhooks();
        Set<String> webhookNames = webhooks.stream().map(Webhook::extension).collect(Collectors.toSet());
        keys = new AppKeys(context, configured.root().resolve(OUR_FOLDER), webhookNames);
        keyAuthorizer = new KeyAuthorizer(
                options.flags().authenticated(), options.address().trusted(), keys, log);
        primary = new PrimaryHost(context);
        prepareFunctions(configured);
        if (HostDefaults.lacksStorage(loaded.settings())) {
            log.information(CATEGORY, "AzureWebJobsStorage is not set; this host uses UseDevelopmentStorage=true.");
        }
    }

    /** Makes the bindings and the listener of each function. */
    private void prepareFunctions(App configured) {
        AppSettings settings = configured.settings();
        FunctionBindings.Context bindings = new FunctionBindings.Context(
                extensions.bindings(),
                settings,
                configured.host(),
                storage,
                listenerFactories.require(EventGridListenerFactory.class).topics());
        forEachRunnable(function -> supportedTypes.requireConnections(function, settings));
        forEachRunnable(function -> {
            Function<String, ContentForm> forms = name -> worker.contentForm(function.name(), name);
            TriggerType type = listenerFactories.type(function);
            ExpressionNames names = type.expressionNames(function.trigger(), settings);
            invoker.add(function, FunctionBindings.of(function, names, bindings, forms), type.retryRule());
        });
        forEachRunnable(function -> functionListeners.make(function, listenerFactories.of(function)));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "function-host");
        thread.setDaemon(true);
        // A thread that is created during a call into the app must not keep its class loader.
        thread.setContextClassLoader(RunningApp.class.getClassLoader());
        return thread;
    }

    /**
     * Starts every listener.
     *
     * @param predecessors complete when the previous listeners of the same functions have no work in progress
     */
    void start(Map<String, CompletableFuture<Void>> predecessors) {
        if (context.flags().authenticated() && predecessors.isEmpty()) {
            prepared = CompletableFuture.runAsync(this::prepareKeys, executor);
        }
        primary.start();
        forEachRunnable(function -> {
            boolean exclusive = listenerFactories.type(function).hasExclusiveListener();
            functionListeners.start(function, exclusive ? predecessors.get(function.name()) : null);
        });
        // What they would deliver fails, and messages would end in the poison queue.
        CompletableFuture<Void> unused = worker.failed().thenRun(functionListeners::drain);
    }

    /** Completes when everything that callers need exists, such as keys. */
    CompletableFuture<Void> prepared() {
        return prepared;
    }

    /**
     * Logs that the app runs, and its errors.
     *
     * @param before the app that this one replaces, whose errors were logged already; null at the start
     */
    void logStart(@Nullable App before) {
        // Scripts of users wait for this wording.
        log.information("Worker", "Worker process started and initialized.");
        reportErrors(app.errors().stream()
                .filter(error -> before == null || !before.errors().contains(error))
                .toList());
        if (app.functions().isEmpty()) {
            log.warning(
                    CATEGORY,
                    "No job functions found. Check that the app is built and that its functions are declared.");
        }
    }

    /** Worded much as in the cloud, with one line per error; the supported types are listed once. */
    private void reportErrors(List<FunctionError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(
                errors.size() == 1
                        ? "The following function is in error:"
                        : "The following " + errors.size() + " functions are in error:");
        Map<String, String> functions = new LinkedHashMap<>();
        errors.forEach(error ->
                functions.merge(error.message().strip(), error.function(), (first, next) -> first + ", " + next));
        functions.forEach(
                (message, names) -> text.append("\n").append(names).append(": ").append(message));
        if (app.functions().stream().anyMatch(this::isUnsupported)) {
            text.append("\nSupported are ")
                    .append(String.join(", ", supportedTypes.names()))
                    .append('.');
        }
        log.error(CATEGORY, text.toString());
    }

    /** Creates the keys at the start, so that users find them. */
    private void prepareKeys() {
        try {
            keys.values(KeyRing.MASTER);
            log.information(
                    AppKeys.LOG_CATEGORY,
                    "Callers need keys. The master key and those of the host are in " + keys.location());
        } catch (RuntimeException | Error noKeys) {
            log.error(AppKeys.LOG_CATEGORY, "Callers need keys, but there are none. " + HostLog.describe(noKeys));
        }
    }

    /** Settings without effect, and behavior that differs in Azure; one or two sentences each. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>(AppWarnings.of(app, extensions));
        warnings.addAll(loader.warnings(app.settings()));
        warnings.addAll(worker.warnings());
        app.runnableFunctions().forEach(function -> warnings.addAll(worker.portabilityWarnings(function.name())));
        return warnings;
    }

    private boolean isUnsupported(FunctionDefinition function) {
        return supportedTypes.unsupported(function).isPresent();
    }

    /**
     * A failure of one function becomes its error and does not affect others. A disabled function with a binding that is
     * not supported is left out.
     */
    private void forEachRunnable(Consumer<FunctionDefinition> step) {
        for (FunctionDefinition function : app.runnableFunctions()) {
            if (function.disabled() && isUnsupported(function)) {
                continue;
            }
            try {
                step.accept(function);
            } catch (InvalidAppException refused) {
                fail(function, String.valueOf(refused.getMessage()));
            } catch (RuntimeException | Error broken) {
                fail(function, broken.toString());
            }
        }
    }

    private void fail(FunctionDefinition function, String message) {
        app = app.withErrors(List.of(new FunctionError(function.name(), message)));
    }

    /** The handler of the requests to this app. */
    Handler handler(Supplier<List<HostedFunction>> functions, LogHistory history) {
        boolean hidden = "true".equalsIgnoreCase(app.settings().value("AzureWebJobsDisableHomepage"));
        return new HostRouter(
                Handler.of(
                        new AdminApi(this, keyAuthorizer, keys, log, new NepheliteApi(functions, history, this::run))),
                new Webhooks(webhooks, keyAuthorizer),
                new HttpFunctionHandler(
                        listenerFactories.require(HttpListenerFactory.class),
                        keyAuthorizer,
                        RequestLimits.of(app),
                        context.invoker(),
                        log,
                        HostDefaults.isDevelopment(app.settings())),
                HostDefaults.isDevelopment(app.settings()) ? InvalidFunctionNotice.of(app) : InvalidFunctionNotice.NONE,
                context.flags().authenticated(),
                () -> hidden ? Response.of(204) : Homepage.of(functions.get()),
                HostCors.of(app.localHttp()),
                CommonHeaders.of(HttpSettings.of(app.host())));
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
        return HostDefaults.computerName(app.settings());
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
    public int outstandingInvocations() {
        return invoker.running() - invoker.waitingForRetry();
    }

    @Override
    public int outstandingRetries() {
        return invoker.waitingForRetry();
    }

    @Override
    public void drain() {
        functionListeners.drain();
    }

    @Override
    public boolean isDraining() {
        return functionListeners.isDraining();
    }

    @Override
    public void invoke(FunctionDefinition function, String input, @Nullable TraceContext client) {
        new ManualInvoker(listenerFactories, context).fire(function, input, client);
    }

    private Optional<InvocationReport> run(String function, String input, @Nullable TraceContext client) {
        return new ManualInvoker(listenerFactories, context).run(app, function, input, client);
    }

    /** See {@link RunRepeater#repeat}. */
    CompletableFuture<RunRepeater.Repeated> repeat(RunRecord first, RerunOptions how, @Nullable TraceContext client) {
        return new RunRepeater(app, listenerFactories, context, worker::contentForm).repeat(first, how, client);
    }

    /**
     * Accepts no more work; work in progress continues.
     *
     * @return by function name, what completes when the function has no work in progress
     */
    Map<String, CompletableFuture<Void>> drainAll() {
        invoker.stopRetrying();
        released = primary.stop();
        return functionListeners.drainAll();
    }

    /** Accepts no more work and soon returns work in progress to its source. */
    void stop() {
        invoker.stopRetrying();
        released = primary.stop();
        functionListeners.stop();
    }

    /**
     * Completes when no work is in progress, if all listeners were stopped.
     *
     * @param answered completes when all requests have been answered
     */
    CompletableFuture<Void> ended(CompletableFuture<Void> answered) {
        return functionListeners
                .ended()
                .thenCompose(done -> released)
                .thenCompose(done -> answered)
                .thenCompose(done -> invoker.settled())
                .thenCompose(done -> worker.drain());
    }

    /** See {@link HostActivity#busyWith}. */
    String busyWith() {
        return context.activity().busyWith();
    }

    /** See {@link HostActivity#idle}. */
    CompletableFuture<Void> idle() {
        return context.activity().idle();
    }

    /** Explains why a function of this app runs, or does not run; see {@link FunctionHost#why}. */
    Explanation explain(FunctionDefinition function, Subject subject, PastRuns past) {
        return new FunctionExplainer(
                        app, context, listenerFactories, invoker, debuggers, functionListeners.isDraining())
                .explain(function, subject, past);
    }

    /** See {@link Worker#exiting}. */
    Optional<String> exiting() {
        return worker.exiting();
    }

    /** See {@link Worker#functionsOn}. */
    Map<Long, String> functionsOn(Set<Long> threads) {
        return worker.functionsOn(threads);
    }

    /** Closes the app, whatever runs. */
    void close() {
        worker.close();
        storage.close();
        executor.shutdownNow();
    }

    /** To be called after {@link #close}, if another app has replaced this one. */
    void warnOfLeaks() {
        worker.leakWarning().ifPresent(warning -> log.warning(CATEGORY, warning));
    }
}
