package dev.nephelite.function;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.admin.HostControl.HostState;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.AppOffline;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLoader;
import dev.nephelite.function.debugger.DebuggableProcesses;
import dev.nephelite.function.debugger.DebuggerState;
import dev.nephelite.function.http.HostRouter;
import dev.nephelite.function.http.SwappableHandler;
import dev.nephelite.function.invocation.InvocationStatistics;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogHistory;
import dev.nephelite.function.run.RunRecorder;
import dev.nephelite.function.trigger.TriggerPause;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the running app up to date with its files: checks for changes whenever a file may have changed, and reloads the
 * app if one has.
 *
 * <p>Builds write an app in several steps. So if fewer functions can run than before, the state is first taken for an
 * unfinished build and used only if nothing else changes for a while. An app that cannot be loaded at all never
 * replaces one that runs.
 *
 * <p>All work is done by one thread; the methods of {@link HostLifecycle} may be called by any.
 */
final class AppReloader implements HostLifecycle {
    private static final String CATEGORY = "Host.Startup";
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(1);
    private static final long SECONDS_TO_END = 10;

    private final HostOptions options;
    private final AppLoader loader;
    private final int port;
    private final DebuggerState debuggers;
    private final InvocationStatistics statistics;
    private final RunRecorder runs;
    private final TriggerPause pause;
    private final LogHistory history;
    private final Function<App, List<HostedFunction>> listing;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(AppReloader::thread);
    private final AppSwap appSwap;
    private final FileChangeDetector files;
    private final Instant startedAt;
    private final Set<String> warned = new HashSet<>();

    /** The names of all functions that have ever run. */
    private final Set<String> known = new HashSet<>();

    private Clock.@Nullable Scheduled retry;
    private boolean buildReported;

    /** Whether the app is one that no change can correct; the host ends. */
    private boolean refused;

    private volatile HostState state = HostState.RUNNING;
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    private volatile @Nullable InvalidAppException failure;

    /**
     * A reloader without a running app.
     *
     * @param handler passes requests to the running app
     * @param port where the host listens
     * @param listing lists the functions of an app with their URLs
     */
    AppReloader(
            HostOptions options,
            SwappableHandler handler,
            int port,
            DebuggerState debuggers,
            InvocationStatistics statistics,
            RunRecorder runs,
            TriggerPause pause,
            LogHistory history,
            Function<App, List<HostedFunction>> listing) {
        this.options = options;
        this.port = port;
        this.debuggers = debuggers;
        this.statistics = statistics;
        this.runs = runs;
        this.pause = pause;
        this.history = history;
        this.listing = listing;
        loader = options.loader();
        files = new FileChangeDetector(loader, options.clocks().machine(), () -> schedule(this::check));
        startedAt = options.clocks().machine().now();
        appSwap = new AppSwap(handler, options.clocks().machine(), thread, app -> loader.release(app.app()));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "reload");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Loads the app and runs it. If it cannot be loaded but a change may correct that, {@link #failure} says why. Does not wait
     * for a process that waits for a debugger.
     *
     * @throws InvalidAppException if the app cannot be loaded, and no change can correct that or the app is required
     */
    void start() {
        CompletableFuture<Void> firstAttempt = CompletableFuture.runAsync(this::first, thread);
        CompletableFuture<Void> suspended =
                loader.processes().map(DebuggableProcesses::suspended).orElseGet(CompletableFuture::new);
        try {
            CompletableFuture.anyOf(firstAttempt, suspended).get();
            CompletableFuture<Void> unused = firstAttempt.whenComplete((done, failed) -> {
                if (failed != null && !thread.isShutdown()) {
                    options.log().error(CATEGORY, "The app cannot be loaded. " + HostLog.describe(cause(failed)));
                }
            });
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("The app cannot be started.", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start was interrupted.", interrupted);
        }
    }

    private static Throwable cause(Throwable failed) {
        return failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
    }

    private void first() {
        files.haveChanged();
        try {
            attempt(Cause.REQUEST);
        } catch (RuntimeException | Error failed) {
            refused = true;
            throw failed;
        }
    }

    @Nullable
    RunningApp current() {
        return appSwap.current();
    }

    /** See {@link AppSwap#functionsOn}. */
    Map<Long, String> functionsOn(Set<Long> threads) {
        return appSwap.functionsOn(threads);
    }

    /** Completes when an app has been loaded for the first time. */
    CompletableFuture<Void> loaded() {
        return loaded;
    }

    /** Why no app has been loaded, if that is so. */
    Optional<InvalidAppException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public HostState state() {
        return state;
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public void restart() {
        schedule(() -> attempt(Cause.REQUEST));
    }

    @Override
    public void setOffline(boolean offline) {
        schedule(() -> {
            AppOffline.set(loader.files().root(), offline);
            attempt(Cause.REQUEST);
        });
    }

    private void schedule(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
        } catch (RejectedExecutionException ignored) {
            // The host is closing, so no other app is loaded.
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (CancellationException ignored) {
            // The host is closing.
        } catch (RuntimeException | Error failure) {
            options.log().error(CATEGORY, "The app cannot be loaded again. " + failure);
        }
    }

    private void check() {
        if (!refused && files.haveChanged()) {
            attempt(Cause.CHANGE);
        }
    }

    /** Why the app is loaded. */
    private enum Cause {
        /** A file has changed; more may follow. */
        CHANGE,

        /** No other change has followed for a while. */
        QUIET,

        /** The host starts, or a reload was requested. */
        REQUEST
    }

    /** Loads the current state of the app, unless a build is in progress. */
    private void attempt(Cause cause) {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
        Optional<String> page = AppOffline.page(loader.files().root());
        if (page.isPresent()) {
            state = HostState.OFFLINE;
            replace(runningApp(loader.withoutFunctions()), app -> HostRouter.offline(app, page.get()));
            options.log().information(CATEGORY, HostRouter.OFFLINE);
            return;
        }
        if (cause != Cause.REQUEST && isBeingBuilt()) {
            return;
        }
        boolean accepted = cause != Cause.CHANGE || runnableFunctions().isEmpty();
        try {
            load(accepted);
        } catch (InvalidAppException invalid) {
            refuse(invalid, invalid, accepted);
        } catch (UncheckedIOException unreadable) {
            refuse(new InvalidAppException(String.valueOf(unreadable.getMessage()), unreadable), unreadable, accepted);
        }
        if (files.haveChangedMeanwhile()) {
            schedule(this::check);
        }
    }

    /**
     * Builds delete classes before they compile, which may take any time or fail. The end of the build is noticed as a
     * change.
     */
    private boolean isBeingBuilt() {
        Optional<Path> removed = loader.unfinishedBuild();
        if (removed.isPresent() && !buildReported) {
            options.log()
                    .information(
                            CATEGORY,
                            "A build has deleted " + removed.get().getFileName()
                                    + ". The app keeps running as it is until the build has written that file again.");
        }
        buildReported = removed.isPresent();
        return buildReported;
    }

    /**
     * Loads the app and replaces the running one.
     *
     * @param accepted whether to use it even if fewer functions can run
     */
    private void load(boolean accepted) {
        Instant begun = options.clocks().machine().now();
        RunningApp next = runningApp(loader.load());
        if (!accepted && hasFewerFunctions(next.app())) {
            discard(next);
            retryWhenQuiet();
        } else if (next.app().functions().isEmpty() && !runnableFunctions().isEmpty()) {
            discard(next);
            refuse(new InvalidAppException(next.app().errors().stream()
                    .map(error ->
                            " " + error.function() + ": " + error.message().strip())
                    .collect(Collectors.joining("", "It no longer has any functions.", ""))));
        } else {
            @Nullable RunningApp before = current();
            state = HostState.RUNNING;
            failure = null;
            replace(next, UnaryOperator.identity());
            next.logStart(before == null ? null : before.app());
            if (before != null && loaded.isDone()) {
                reportNew(listing.apply(before.app()), listing.apply(next.app()));
                long millis = Duration.between(begun, options.clocks().machine().now())
                        .toMillis();
                int count = next.app().functions().size();
                options.log()
                        .information(
                                CATEGORY,
                                "The app has been loaded again: %s functions in %s ms.".formatted(count, millis));
            }
            next.app().functions().forEach(function -> known.add(function.name()));
            CompletableFuture<Void> unused = next.prepared().thenRun(() -> loaded.complete(null));
        }
    }

    /** Logs the URLs of new functions, in the category of the function, which the console shows by default. */
    private void reportNew(List<HostedFunction> before, List<HostedFunction> now) {
        Map<String, HostedFunction> earlier = new HashMap<>();
        before.forEach(function -> earlier.put(function.name(), function));
        for (HostedFunction function : now) {
            HostedFunction former = earlier.get(function.name());
            if (!function.isRunning() || (former != null && former.isRunning() && former.isCalledLike(function))) {
                continue;
            }
            String place = function.url() == null ? function.triggerType() : function.url();
            boolean ranBefore = former != null && former.isRunning();
            String change = ranBefore ? "has moved" : known.contains(function.name()) ? "runs now" : "has been added";
            options.log()
                    .information(
                            "Function." + function.name(),
                            "Function '" + function.name() + "' " + change + ": " + place);
        }
    }

    /** Makes a running app that receives no requests yet. */
    private RunningApp runningApp(App app) {
        return new RunningApp(options, app, port, this, debuggers, statistics, runs, pause);
    }

    private void replace(RunningApp next, UnaryOperator<Handler> wrapper) {
        warn(next.warnings());
        Handler handler = next.handler(() -> listing.apply(next.app()), history);
        appSwap.takeOver(next, wrapper.apply(handler));
    }

    /** Logs only warnings that were not logged before, because each reload repeats them. */
    private void warn(List<String> current) {
        List<String> warnings = new ArrayList<>(current);
        warnings.removeAll(warned);
        warned.addAll(warnings);
        warnings.forEach(warning -> options.log().warning(CATEGORY, warning));
    }

    private void discard(RunningApp app) {
        app.close();
        loader.release(app.app());
    }

    /** Whether a function that runs now is missing or in error. */
    private boolean hasFewerFunctions(App app) {
        List<String> runnable =
                app.runnableFunctions().stream().map(FunctionDefinition::name).toList();
        return !runnable.containsAll(runnableFunctions());
    }

    private List<String> runnableFunctions() {
        @Nullable RunningApp running = current();
        return running == null
                ? List.of()
                : running.app().runnableFunctions().stream()
                        .map(FunctionDefinition::name)
                        .toList();
    }

    private void retryWhenQuiet() {
        retry = options.clocks().machine().schedule(QUIET_PERIOD, () -> schedule(() -> attempt(Cause.QUIET)));
    }

    /** Throws {@code original} if no change can correct the app or the host does not wait for one; otherwise waits for a change. */
    private void refuse(InvalidAppException reason, RuntimeException original, boolean accepted) {
        boolean first = current() == null;
        if (!files.areWatched() || (first && options.appRequired())) {
            throw original;
        }
        if (accepted) {
            refuse(reason);
        } else {
            retryWhenQuiet();
        }
    }

    /** Reports the error; what runs keeps running. */
    private void refuse(InvalidAppException reason) {
        String message = String.valueOf(reason.getMessage());
        if (runnableFunctions().isEmpty()) {
            @Nullable InvalidAppException known = failure;
            if (current() != null && (known == null || !message.equals(known.getMessage()))) {
                options.log().error(CATEGORY, reason.waitingForChange());
            }
            failure = reason;
            state = HostState.ERROR;
            App empty = loader.withoutFunctions().withErrors(List.of(new FunctionError("host", message)));
            replace(runningApp(empty), app -> HostRouter.failed(app, reason.summary()));
        } else {
            options.log()
                    .error(
                            CATEGORY,
                            "The app has changed and cannot be loaded, so the previous version keeps running. "
                                    + message);
        }
    }

    /**
     * Ends everything.
     *
     * @param answered completes when all requests have been answered
     */
    void close(CompletableFuture<Void> answered) {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                options.log().warning(CATEGORY, "The app was still being loaded.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        files.close();
        appSwap.close(answered);
        loader.close();
    }
}
