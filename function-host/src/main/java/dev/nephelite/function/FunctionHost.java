package dev.nephelite.function;

import dev.nephelite.emulator.http.HttpServer;
import dev.nephelite.function.admin.HostControl.HostState;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.binding.FunctionBindings;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogHistory;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.worker.InProcessWorker;
import dev.nephelite.function.worker.PublishedSettings;
import dev.nephelite.function.worker.Worker;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs one function app on this machine, from {@link #start} until {@link #close}: its triggers listen, its HTTP
 * functions are served, and so is the administration API.
 *
 * <p>A function that cannot run never keeps the others from running. Start and close it from one thread; everything
 * else is safe for concurrent use.
 */
public final class FunctionHost implements AutoCloseable {
    private final HostOptions options;
    private final Function<Executor, Worker> workers;
    private final LogHistory history;
    private final SwappableHandler door = new SwappableHandler(HostRouter.CLOSED);
    private volatile @Nullable HttpServer server;
    private volatile @Nullable AppReloader appReloader;

    /** A host that runs functions in this process. */
    public FunctionHost(HostOptions options) {
        this(options, inProcess(options.log()));
    }

    private static Function<Executor, Worker> inProcess(HostLog log) {
        PublishedSettings settings = new PublishedSettings(log);
        return executor -> new InProcessWorker(executor, settings);
    }

    /**
     * A host that runs functions wherever its worker does.
     *
     * @param workers makes the worker of an app, given threads it may use
     */
    public FunctionHost(HostOptions options, Function<Executor, Worker> workers) {
        history = new LogHistory(options.clock());
        this.options = options.heardBy(history);
        this.workers = workers;
    }

    /** The types of triggers and bindings this host knows, as {@code function.json} spells them. */
    public static Set<String> bindingTypes() {
        Set<String> names = new TreeSet<>(FunctionBindings.typeNames());
        Triggers.create().all().stream().map(TriggerType::name).forEach(names::add);
        return names;
    }

    /**
     * Returns the app as {@link #start} would load it, everything that a start would find wrong among its errors; nothing
     * listens, and no storage is asked.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if something all functions need is wrong
     */
    public static App validated(HostOptions options) {
        RunningApp loaded =
                new RunningApp(options, options.origin().load(), inProcess(options.log()), 0, HostLifecycle.NEVER);
        try {
            loaded.front(List::of, new LogHistory(options.clock()));
            return loaded.app();
        } finally {
            loaded.close();
        }
    }

    /**
     * Opens the port, loads the functions and starts to listen. If the app cannot be loaded but may change, the host waits
     * for the change, see {@link #loadFailure}.
     *
     * @throws java.io.UncheckedIOException around a {@link java.net.BindException} if the port is taken
     * @throws dev.nephelite.function.app.config.InvalidAppException if something all functions need is wrong for good
     */
    public void start() {
        HttpServer opened = new HttpServer(options.address(), door, options.clock());
        server = opened;
        AppReloader made = new AppReloader(
                options,
                door,
                (app, life) -> new RunningApp(options, app, workers, opened.port(), life),
                running -> running.front(() -> functions(running.app()), history),
                this::functions);
        appReloader = made;
        try {
            made.begin();
        } catch (RuntimeException | Error refused) {
            close();
            throw refused;
        }
    }

    /** Where the host is, without a slash at the end. */
    public String url() {
        HttpServer opened = server;
        if (opened == null) {
            throw notRunning();
        }
        String scheme = options.address().tls() == null ? "http" : "https";
        return scheme + "://" + hostName(options.address().host()) + ":" + opened.port();
    }

    /** An address of this machine alone, or of all its networks, goes by the name everybody knows. */
    private static String hostName(String address) {
        boolean local = Set.of("127.0.0.1", "0.0.0.0", "::", "::1", "localhost").contains(address);
        return local ? "localhost" : address.contains(":") ? "[" + address + "]" : address;
    }

    /** Every function of the app that runs now: first those with HTTP triggers, then the others. */
    public List<HostedFunction> functions() {
        return functions(app());
    }

    private List<HostedFunction> functions(App app) {
        return FunctionList.of(app, url()).functions();
    }

    /** Everything wrong with the app's functions, including those that could not even be read. */
    public List<FunctionError> errors() {
        return app().errors();
    }

    public HostState state() {
        return started().state();
    }

    /**
     * Completes when the app has been loaded for the first time, which may need a change of it, and its keys exist if callers
     * need them.
     */
    public CompletableFuture<Void> loaded() {
        return started().loaded();
    }

    /**
     * Why the app cannot be loaded, as long as none has been. The host logs this only when a change has not corrected the
     * app; whoever starts the host is expected to tell the user the first time.
     */
    public Optional<InvalidAppException> loadFailure() {
        return started().failure();
    }

    /** The function that has called {@code System.exit}, if the JVM is shutting down because of that. */
    public Optional<String> exitingFunction() {
        AppReloader made = appReloader;
        RunningApp current = made == null ? null : made.current();
        return current == null ? Optional.empty() : current.exiting();
    }

    /** The log of this host, for what else concerns its users. */
    public HostLog log() {
        return options.log();
    }

    /** Loads the app again, soon, whether or not it has changed. */
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
        AppReloader made = appReloader;
        if (made == null) {
            throw notRunning();
        }
        return made;
    }

    private static IllegalStateException notRunning() {
        return new IllegalStateException("This host is not running.");
    }

    /** Stops to listen, lets running functions end within eight seconds, and lets go of the app and the port. */
    @Override
    public void close() {
        HttpServer opened = server;
        if (opened == null) {
            return;
        }
        // Who follows the log would never have all of it.
        history.close();
        CompletableFuture<Void> answered = opened.drain();
        AppReloader made = appReloader;
        if (made != null) {
            made.close(answered);
        }
        opened.close();
        appReloader = null;
        server = null;
    }
}
