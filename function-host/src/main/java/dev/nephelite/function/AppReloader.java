package dev.nephelite.function;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.admin.HostControl.HostState;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.AppOffline;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLocation;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a host runs its app as it is on disk: looks at it whenever a file may have changed, and loads it again
 * when one has.
 *
 * <p>Builds write an app piece by piece, so a state with less in it than the one that runs, or with more errors, is taken
 * for half a build at first. Only when nothing changes for a while it is believed; and one that cannot be loaded at all
 * never replaces one that runs.
 *
 * <p>All is done by one thread; the methods of {@link HostLifecycle} may be called by any.
 */
final class AppReloader implements HostLifecycle {
    private static final String CATEGORY = "Host.Startup";
    private static final Duration DOUBT = Duration.ofSeconds(1);
    private static final long SECONDS_TO_END = 10;

    private final HostOptions options;
    private final AppLocation origin;
    private final BiFunction<App, HostLifecycle, RunningApp> maker;
    private final Function<RunningApp, Handler> fronts;
    private final Function<App, List<HostedFunction>> listing;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(AppReloader::thread);
    private final AppSwap appSwap;
    private final FileChangeDetector files;
    private final Instant startedAt;
    private final Set<String> warned = new HashSet<>();

    /** Every function there has ever been. */
    private final Set<String> known = new HashSet<>();

    private Clock.@Nullable Scheduled doubt;
    private boolean toldOfBuild;
    private volatile HostState state = HostState.RUNNING;
    private final CompletableFuture<Void> loaded = new CompletableFuture<>();
    private volatile @Nullable InvalidAppException failure;

    /**
     * Nothing runs yet.
     *
     * @param maker makes a running app, to which nothing leads yet
     * @param fronts says what answers the requests to one
     * @param listing lists the functions of an app with their URLs
     */
    AppReloader(
            HostOptions options,
            SwappableHandler door,
            BiFunction<App, HostLifecycle, RunningApp> maker,
            Function<RunningApp, Handler> fronts,
            Function<App, List<HostedFunction>> listing) {
        this.options = options;
        this.maker = maker;
        this.fronts = fronts;
        this.listing = listing;
        origin = options.origin();
        files = new FileChangeDetector(origin, options.clock(), () -> soon(this::look));
        startedAt = options.clock().now();
        appSwap = new AppSwap(door, options.clock(), thread, app -> origin.release(app.app()));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "reload");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Loads the app and lets it run. If it cannot be loaded and a change may correct that, {@link #failure} says why.
     *
     * @throws InvalidAppException if something all functions need is wrong, and stays wrong
     */
    void begin() {
        CompletableFuture<Void> begun = CompletableFuture.runAsync(this::first, thread);
        try {
            begun.get();
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

    private void first() {
        files.haveChanged();
        attempt(Cause.REQUEST);
    }

    @Nullable
    RunningApp current() {
        return appSwap.current();
    }

    /** Completes when an app has been loaded for the first time. */
    CompletableFuture<Void> loaded() {
        return loaded;
    }

    /** Why no app has been loaded, if so. */
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
        soon(() -> attempt(Cause.REQUEST));
    }

    @Override
    public void setOffline(boolean offline) {
        soon(() -> {
            AppOffline.set(origin.files().root(), offline);
            attempt(Cause.REQUEST);
        });
    }

    private void soon(Runnable task) {
        try {
            thread.execute(() -> guarded(task));
        } catch (RejectedExecutionException closing) {
            // Who closes wants no other app.
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            options.log().error(CATEGORY, "The app cannot be loaded again. " + failure);
        }
    }

    private void look() {
        if (files.haveChanged()) {
            attempt(Cause.CHANGE);
        }
    }

    /** Why the app is loaded. */
    private enum Cause {
        /** A file has changed; more may follow. */
        CHANGE,

        /** Nothing has followed for a while. */
        QUIET,

        /** The host starts, or somebody has asked for it. */
        REQUEST
    }

    /** Runs the app as it is now, unless a build is still at it. */
    private void attempt(Cause cause) {
        if (doubt != null) {
            doubt.cancel();
            doubt = null;
        }
        Optional<String> page = AppOffline.page(origin.files().root());
        if (page.isPresent()) {
            state = HostState.OFFLINE;
            replace(maker.apply(origin.withoutFunctions(), this), front -> HostRouter.offline(front, page.get()));
            options.log().information(CATEGORY, HostRouter.OFFLINE);
            return;
        }
        if (cause != Cause.REQUEST && isBeingBuilt()) {
            return;
        }
        boolean believed = cause != Cause.CHANGE || runnableFunctions().isEmpty();
        try {
            load(believed);
        } catch (InvalidAppException invalid) {
            refuse(invalid, invalid, believed);
        } catch (UncheckedIOException unreadable) {
            refuse(new InvalidAppException(String.valueOf(unreadable.getMessage()), unreadable), unreadable, believed);
        }
        if (files.haveChangedMeanwhile()) {
            soon(this::look);
        }
    }

    /** Builds remove classes before they compile, which may take any time, or fail. The change that ends this is heard of. */
    private boolean isBeingBuilt() {
        Optional<Path> removed = origin.unfinishedBuild();
        if (removed.isPresent() && !toldOfBuild) {
            options.log()
                    .information(
                            CATEGORY,
                            "A build has deleted " + removed.get().getFileName()
                                    + ". The app keeps running as it is until the build has written that file again.");
        }
        toldOfBuild = removed.isPresent();
        return toldOfBuild;
    }

    /**
     * Loads the app and lets it take over.
     *
     * @param believed whether it is what its author wants, however little is left of it
     */
    private void load(boolean believed) {
        Instant begun = options.clock().now();
        RunningApp next = maker.apply(origin.load(), this);
        if (!believed && isLess(next.app())) {
            discard(next);
            doubtItFirst();
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
            next.logStart();
            if (before != null && loaded.isDone()) {
                reportNew(listing.apply(before.app()), listing.apply(next.app()));
                long took = Duration.between(begun, options.clock().now()).toMillis();
                int count = next.app().functions().size();
                options.log()
                        .information(
                                CATEGORY,
                                "The app has been loaded again: %d functions in %d ms.".formatted(count, took));
            }
            next.app().functions().forEach(function -> known.add(function.name()));
            CompletableFuture<Void> unused = next.prepared().thenRun(() -> loaded.complete(null));
        }
    }

    /** Logs where new functions are, under their own names, which the console shows by default. */
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

    private void replace(RunningApp next, UnaryOperator<Handler> wrapper) {
        warn(next.warnings());
        Handler front = fronts.apply(next);
        appSwap.takeOver(next, wrapper.apply(front));
    }

    /** Each reload would repeat the warnings, so only new ones are logged. */
    private void warn(List<String> current) {
        List<String> warnings = new ArrayList<>(current);
        warnings.removeAll(warned);
        warned.addAll(warnings);
        warnings.forEach(warning -> options.log().warning(CATEGORY, warning));
    }

    private void discard(RunningApp app) {
        app.close();
        origin.release(app.app());
    }

    /** Whether a function is missing or in error that runs now. */
    private boolean isLess(App app) {
        List<String> sound =
                app.runnableFunctions().stream().map(FunctionDefinition::name).toList();
        return !sound.containsAll(runnableFunctions());
    }

    private List<String> runnableFunctions() {
        @Nullable RunningApp running = current();
        return running == null
                ? List.of()
                : running.app().runnableFunctions().stream()
                        .map(FunctionDefinition::name)
                        .toList();
    }

    private void doubtItFirst() {
        doubt = options.clock().schedule(DOUBT, () -> soon(() -> attempt(Cause.QUIET)));
    }

    /** Throws {@code original} if no change can mend the app; otherwise waits for what follows, or for the change. */
    private void refuse(InvalidAppException reason, RuntimeException original, boolean believed) {
        if (!files.areWatched()) {
            throw original;
        }
        if (believed) {
            refuse(reason);
        } else {
            doubtItFirst();
        }
    }

    /** Tells what is wrong, and leaves running what runs. */
    private void refuse(InvalidAppException reason) {
        String message = String.valueOf(reason.getMessage());
        if (runnableFunctions().isEmpty()) {
            @Nullable InvalidAppException known = failure;
            if (current() != null && (known == null || !message.equals(known.getMessage()))) {
                options.log().error(CATEGORY, reason.waitingForChange());
            }
            failure = reason;
            state = HostState.ERROR;
            App empty = origin.withoutFunctions().withErrors(List.of(new FunctionError("host", message)));
            replace(maker.apply(empty, this), front -> HostRouter.failed(front, reason.summary()));
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
     * @param answered completes when no client waits for an answer any more
     */
    void close(CompletableFuture<Void> answered) {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                options.log().warning(CATEGORY, "The app was still being loaded.");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        files.close();
        appSwap.close(answered);
        origin.close();
    }
}
