package dev.nephelite.function;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.http.SwappableHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the running app by the next one without a pause: the next app is complete before it receives the first
 * request, and the previous app finishes what it has begun.
 *
 * <p>{@link #current} and {@link #functionsOn} may be called by any thread; everything else is done by one thread.
 */
final class AppSwap {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

    private final SwappableHandler handler;
    private final Clock clock;
    private final Executor thread;
    private final Consumer<RunningApp> ended;
    private final Map<RunningApp, CompletableFuture<Void>> draining = new ConcurrentHashMap<>();
    private volatile @Nullable RunningApp current;

    /**
     * No app runs yet.
     *
     * @param thread does all the work
     * @param ended called for each app that is closed
     */
    AppSwap(SwappableHandler handler, Clock clock, Executor thread, Consumer<RunningApp> ended) {
        this.handler = handler;
        this.clock = clock;
        this.thread = thread;
        this.ended = ended;
    }

    @Nullable
    RunningApp current() {
        return current;
    }

    /** The functions of all apps that run on these threads of this process, by thread id. */
    Map<Long, String> functionsOn(Set<Long> threads) {
        Map<Long, String> functions = new HashMap<>();
        @Nullable RunningApp running = current;
        if (running != null) {
            functions.putAll(running.functionsOn(threads));
        }
        draining.keySet().forEach(app -> functions.putAll(app.functionsOn(threads)));
        return functions;
    }

    /**
     * Replaces the running app by {@code next}.
     *
     * @param nextHandler handles the requests from now on
     */
    void takeOver(RunningApp next, Handler nextHandler) {
        @Nullable RunningApp before = current;
        current = next;
        CompletableFuture<Void> answered = handler.swap(nextHandler);
        if (before == null) {
            next.start(Map.of());
            return;
        }
        next.start(before.drainAll());
        CompletableFuture<Void> end = before.ended(answered);
        draining.put(before, end);
        CompletableFuture<Void> unused = end.thenRunAsync(() -> end(before), thread);
    }

    private void end(RunningApp app) {
        if (draining.remove(app) != null) {
            close(app);
            app.warnOfLeaks();
        }
    }

    private void close(RunningApp app) {
        app.close();
        ended.accept(app);
    }

    /**
     * Accepts no more work, lets work in progress finish within eight seconds, and closes all apps. If an app has called
     * {@code System.exit}, no work is waited for: in Azure it ends with the process, too, and the call never returns.
     *
     * @param answered completes when all requests have been answered
     */
    void close(CompletableFuture<Void> answered) {
        @Nullable RunningApp last = current;
        current = null;
        boolean exiting = last != null && last.exiting().isPresent();
        if (last != null) {
            draining.put(last, CompletableFuture.completedFuture(null));
        }
        draining.keySet().forEach(RunningApp::stop);
        draining.replaceAll((app, earlier) -> app.ended(answered));
        CompletableFuture<Void> quiet =
                CompletableFuture.allOf(draining.values().toArray(CompletableFuture<?>[]::new));
        CompletableFuture<Void> late = new CompletableFuture<>();
        Clock.Scheduled deadline = clock.schedule(CLOSE_TIMEOUT, () -> late.complete(null));
        if (exiting) {
            late.complete(null);
        }
        CompletableFuture.anyOf(quiet, late).join();
        deadline.cancel();
        draining.keySet().forEach(this::close);
        draining.clear();
    }
}
