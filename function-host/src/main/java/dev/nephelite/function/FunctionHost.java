package dev.nephelite.function;

import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.admin.HostControl.HostState;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.SupportedTypes;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.WorkerRuntime;
import dev.nephelite.function.debugger.DebuggableProcesses;
import dev.nephelite.function.debugger.DebuggerPort;
import dev.nephelite.function.debugger.DebuggerState;
import dev.nephelite.function.debugger.DebuggerWatch;
import dev.nephelite.function.http.HostRouter;
import dev.nephelite.function.http.SwappableHandler;
import dev.nephelite.function.invocation.InvocationStatistics;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogHistory;
import dev.nephelite.function.log.LogStream;
import dev.nephelite.function.run.RecordedRuns;
import dev.nephelite.function.run.RerunOptions;
import dev.nephelite.function.run.RerunReport;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunRecorder;
import dev.nephelite.function.run.RunStore;
import dev.nephelite.function.trigger.TriggerPause;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.Subject;
import dev.nephelite.function.why.SubjectParser;
import dev.nephelite.function.worker.DebuggerAgent;
import dev.nephelite.function.worker.ProfileRecording;
import dev.nephelite.function.worker.ProfileRecording.CpuSampler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs one function app on this machine, from {@link #start} until {@link #close}: listens for its triggers, serves its
 * HTTP functions and the admin API.
 *
 * <p>A function that cannot run does not affect the others. Start and close it from one thread; everything else is thread-safe.
 */
public final class FunctionHost implements AutoCloseable {
    private static final String RUNS = "Host.Runs";
    private static final Duration TO_OPEN_PORT = Duration.ofMinutes(1);

    private final HostOptions options;
    private final LogHistory history;
    private final InvocationStatistics statistics = new InvocationStatistics();
    private final RunStore runs;
    private final RunRecorder recorder;
    private final TriggerPause pause = new TriggerPause();
    private final DebuggerState debuggers;
    private final SwappableHandler handler = new SwappableHandler(HostRouter.STARTING);
    private volatile @Nullable HttpServer server;
    private volatile @Nullable AppReloader appReloader;
    private Optional<DebuggerWatch> debuggerWatch = Optional.empty();

    public FunctionHost(HostOptions options) {
        history = new LogHistory(options.clocks().machine());
        Clock machine = options.clocks().machine();
        runs = new RunStore(RunStore.Limits.DEFAULT, options.runs(), machine, problem -> options.log()
                .warning(RUNS, problem));
        recorder = new RunRecorder(runs, machine);
        this.options = options.withLog(recorder).withLog(history);
        debuggers = new DebuggerState(
                options.clocks(), options.debugConcurrency(), options.debuggerHolds(), this.options.log());
    }

    /** The names of the containers and queues in which hosts keep their own data begin with this. */
    public static final String OWN_RESOURCES = "azure-webjobs-";

    /** The types of triggers and bindings that a host supports, for the reader of an app. */
    public static SupportedTypes bindingTypes() {
        return Extensions.STANDARD.supportedTypes();
    }

    /**
     * The app as {@link #start} would load it, with everything that a start would find wrong among its errors. Nothing
     * listens, and storage is not contacted.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if the app as a whole is invalid
     */
    public static App validated(HostOptions options) {
        DebuggerState noDebugger =
                new DebuggerState(options.clocks(), options.debugConcurrency(), options.debuggerHolds(), options.log());
        RunStore noRuns =
                new RunStore(RunStore.Limits.DEFAULT, null, options.clocks().machine(), problem -> {});
        RunningApp loaded = new RunningApp(
                options,
                options.loader().load(),
                0,
                HostLifecycle.NEVER,
                noDebugger,
                new InvocationStatistics(),
                new RunRecorder(noRuns, options.clocks().machine()),
                new TriggerPause());
        try {
            loaded.handler(List::of, new LogHistory(options.clocks().machine()));
            return loaded.app();
        } finally {
            loaded.close();
        }
    }

    /**
     * Opens the port, loads the functions and starts to listen. If the app cannot be loaded but may change, the host
     * waits for a change, see {@link #loadFailure}. If its process waits for a debugger, the app is loaded afterwards, see
     * {@link #loaded}.
     *
     * @throws java.io.UncheckedIOException with a {@link java.net.BindException} if the port is in use
     * @throws dev.nephelite.function.app.config.InvalidAppException if the app as a whole is invalid and cannot change,
     *     or is {@linkplain HostOptions#appRequired required}
     */
    public void start() {
        HttpServer opened = new HttpServer(options.address(), handler, options.clocks(), options.threads());
        server = opened;
        AppReloader reloader = new AppReloader(
                options, handler, opened.port(), debuggers, statistics, recorder, pause, history, this::functions);
        appReloader = reloader;
        watchDebuggers(reloader);
        try {
            reloader.start();
        } catch (RuntimeException | Error refused) {
            close();
            throw refused;
        }
    }

    /** A debugger can hold this process, and the processes in which functions run. */
    private void watchDebuggers(AppReloader apps) {
        Optional<DebuggerWatch> own =
                DebuggerWatch.start(options.clocks().machine(), new OwnProcess(debuggers, apps::functionsOn));
        Optional<DebuggableProcesses> others = processes();
        others.ifPresent(processes -> processes.reportTo(debuggers));
        debuggers.deadlines().checkBeforeDeadlines(() -> {
            own.ifPresent(DebuggerWatch::poll);
            return others.map(DebuggableProcesses::reported).orElseGet(() -> CompletableFuture.completedFuture(null));
        });
        debuggerWatch = own;
    }

    /** The base URL of the host, without a trailing slash. */
    public String url() {
        HttpServer opened = server;
        if (opened == null) {
            throw notRunning();
        }
        String scheme = options.address().tls() == null ? "http" : "https";
        return scheme + "://" + hostName(options.address().host()) + ":" + opened.port();
    }

    /** Loopback and wildcard addresses are shown as localhost. */
    private static String hostName(String address) {
        boolean local = Set.of("127.0.0.1", "0.0.0.0", "::", "::1", "localhost").contains(address);
        return local ? "localhost" : address.contains(":") ? "[" + address + "]" : address;
    }

    /** The functions of the running app: first those with HTTP triggers, then the others. */
    public List<HostedFunction> functions() {
        return functions(app());
    }

    private List<HostedFunction> functions(App app) {
        return FunctionList.of(app, url(), options.extensions()).functions();
    }

    /** What {@code host.json} of the running app sets. */
    public HostSettings settings() {
        return app().host();
    }

    /** All errors of functions, including those that could not be loaded. */
    public List<FunctionError> errors() {
        return app().errors();
    }

    /** What the invocations of each function took, in the order of {@link #functions}. */
    public StatisticsList statistics() {
        return new StatisticsList(functions().stream()
                .map(function -> statistics.read(function.name()))
                .toList());
    }

    /** The runs of the functions: those in progress, and the newest ones. */
    public RunStore runs() {
        return runs;
    }

    /**
     * Runs a function again for the event of an earlier run, with the code of today, and compares both runs. The message or blob that
     * caused the earlier run is not touched.
     *
     * @param first a run of this host, or of another one with the same app
     * @param client the trace context that the client sent, or null
     * @return completes when the new run has ended, or with an {@link IllegalArgumentException} that says why the run cannot be
     *     repeated
     */
    public CompletableFuture<RerunReport> rerun(RunRecord first, RerunOptions how, @Nullable TraceContext client) {
        RunningApp current = started().current();
        if (current == null) {
            throw notRunning();
        }
        return current.repeat(first, how, client)
                .thenApply(repeated -> RerunReport.of(
                        first,
                        runs.find(repeated.id())
                                .orElseThrow(() -> new IllegalStateException("The new run was not recorded.")),
                        how.dryRun(),
                        repeated.notes()));
    }

    /**
     * Explains why a function ran, did not run, or ran several times. Changes nothing; may block on storage.
     *
     * @param name of a function of the app, whatever its case
     * @param subject what the question is about, such as a blob, see {@link SubjectParser}; null for the function in general
     * @throws IllegalArgumentException if there is no such function, or the subject is none for its trigger
     */
    public Explanation why(String name, SubjectParser.@Nullable Text subject) {
        Optional<Fact> withoutApp = whyWithoutApp();
        if (withoutApp.isPresent()) {
            Subject unparsed = Subject.of(Subject.Kind.NONE, subject == null ? "" : subject.text());
            return Explanation.of(name, "", unparsed, List.of(withoutApp.get()));
        }
        RunningApp current = started().current();
        if (current == null) {
            throw notRunning();
        }
        FunctionDefinition function = current.app()
                .function(name)
                .orElseThrow(() -> new IllegalArgumentException(unknown(name, current.app())));
        PastRuns past = new RecordedRuns(runs, function.name());
        Subject parsed = subject == null
                ? Subject.NONE
                : SubjectParser.parse(
                        subject,
                        function.trigger().type(),
                        options.clocks().cloud().now(),
                        past);
        return current.explain(function, parsed, past);
    }

    private static String unknown(String name, App app) {
        return app.functions().stream()
                .map(FunctionDefinition::name)
                .collect(Collectors.joining(", ", "There is no function '" + name + "'. The app has: ", "."));
    }

    /** Why no function runs at all; empty if the app has been loaded. */
    private Optional<Fact> whyWithoutApp() {
        if (state() == HostState.OFFLINE) {
            return Optional.of(Fact.of(
                    Fact.Kind.APP_OFFLINE,
                    "No function runs, because the app is offline.",
                    "Remove app_offline.htm from the folder of the app."));
        }
        return loadFailure()
                .map(failure -> Fact.of(
                        Fact.Kind.APP_NOT_LOADED,
                        "No function runs, because the app cannot be loaded. " + failure.summary(),
                        "Correct it; the host loads the app when it changes."));
    }

    /** Records what the functions do, for profiles; see {@link WorkerRuntime#record}. */
    public Optional<ProfileRecording> record(Path emptyFolder, CpuSampler sampler) {
        return options.loader().record(emptyFolder, sampler);
    }

    public HostState state() {
        return started().state();
    }

    /**
     * Completes when the app has been loaded for the first time, possibly after a change, and, if keys are required,
     * the keys exist.
     */
    public CompletableFuture<Void> loaded() {
        return started().loaded();
    }

    /**
     * Why the app cannot be loaded, as long as none has been loaded. The host logs this only if a change has not
     * corrected the app; the caller of {@link #start} is expected to report the first failure.
     */
    public Optional<InvalidAppException> loadFailure() {
        return started().failure();
    }

    /**
     * Who called {@code System.exit}, such as "function 'a'" or "thread 'b' of the app", if the JVM is shutting down
     * because code of the app did.
     */
    public Optional<String> exitCaller() {
        AppReloader reloader = appReloader;
        RunningApp current = reloader == null ? null : reloader.current();
        return current == null ? options.loader().exiting() : current.exiting();
    }

    /**
     * Completes when the running app has handled everything that has happened in its storage and no function runs; see
     * {@link dev.nephelite.function.trigger.HostActivity#idle} for what counts. A reload of the app is not waited for.
     */
    public CompletableFuture<Void> idle() {
        RunningApp current = started().current();
        return current == null ? CompletableFuture.completedFuture(null) : current.idle();
    }

    /** What keeps this host from being {@link #idle}, as a clause for messages. */
    public String busyWith() {
        RunningApp current = started().current();
        return current == null ? "no app runs" : current.busyWith();
    }

    /** What debuggers do in the processes that run the functions. */
    public DebuggerState debuggers() {
        return debuggers;
    }

    /** The processes in which the functions run, for debuggers; empty if they run in this process. */
    public Optional<DebuggableProcesses> processes() {
        return options.loader().processes();
    }

    /**
     * Lets a debugger connect to the process in which the functions run, see {@link DebuggableProcesses#openPort}. Fails if that
     * takes longer than a minute.
     *
     * @throws IllegalStateException if they run in this process
     */
    public CompletableFuture<Integer> openDebuggerPort(DebuggerPort port) {
        DebuggableProcesses own =
                processes().orElseThrow(() -> new IllegalStateException("Functions run in this process."));
        return options.clocks()
                .machine()
                .limit(
                        own.openPort(port),
                        TO_OPEN_PORT,
                        late -> late.completeExceptionally(new IllegalStateException(
                                "The port for a debugger is not open after a minute. The log says why no worker process"
                                        + " starts.")));
    }

    /** The log of this host, for further messages to its users. */
    public HostLog log() {
        return options.log();
    }

    /** Serves the log of this host: its newest lines, and those that follow. Ends when the host is closed. */
    public LogStream logStream() {
        return new LogStream(history);
    }

    /**
     * Pauses the triggers of the app, or lets them go on. Messages, blobs, events and timers wait meanwhile. What has begun continues,
     * functions with HTTP triggers can be called, and functions can be run by hand. May be called before the host starts.
     */
    public void pauseTriggers(boolean paused) {
        if (paused) {
            pause.pause();
        } else {
            pause.resume();
        }
    }

    /** Reloads the app soon, even if it has not changed. */
    public void restart() {
        started().restart();
    }

    private App app() {
        RunningApp current = started().current();
        if (current == null) {
            throw notRunning();
        }
        return current.app();
    }

    private AppReloader started() {
        AppReloader reloader = appReloader;
        if (reloader == null) {
            throw notRunning();
        }
        return reloader;
    }

    private static IllegalStateException notRunning() {
        return new IllegalStateException("This host is not running.");
    }

    /**
     * Stops listening, lets running functions finish within eight seconds, and closes the app and the port. Nothing is
     * waited for if code of the app has called {@code System.exit}.
     */
    @Override
    public void close() {
        HttpServer opened = server;
        if (opened == null) {
            return;
        }
        // Followers of the log would keep the server from draining.
        history.close();
        CompletableFuture<Void> answered = opened.drain();
        AppReloader reloader = appReloader;
        if (reloader != null) {
            reloader.close(answered);
        }
        opened.close();
        runs.close();
        debuggerWatch.ifPresent(DebuggerWatch::close);
        appReloader = null;
        server = null;
    }

    /**
     * Passes on what a debugger does in this process.
     *
     * @param functionsOn see {@link AppReloader#functionsOn}
     */
    private record OwnProcess(DebuggerState debuggers, Function<Set<Long>, Map<Long, String>> functionsOn)
            implements DebuggerWatch.Listener {
        private static final String NAME = "this process";

        @Override
        public void observed(DebuggerAgent.State state, Duration stoodStill) {
            if (!stoodStill.isZero()) {
                debuggers.stoodStill(stoodStill);
            }
            debuggers.attached(NAME, state.attached());
            debuggers.held(
                    NAME, state.held(functionsOn.apply(state.heldThreads().keySet())), Duration.ZERO);
        }
    }
}
