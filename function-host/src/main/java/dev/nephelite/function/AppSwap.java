package dev.nephelite.function;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The apps a host runs one after the other. The next one takes over without a pause: it is complete before the first
 * request goes to it, and what the one before has begun, that one ends.
 *
 * <p>Only {@link #current} may be asked by any thread; all else is done by one.
 */
final class AppSwap {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final SwappableHandler door;
    private final Clock clock;
    private final Executor thread;
    private final Consumer<RunningApp> ended;
    private final Map<RunningApp, CompletableFuture<Void>> leaving = new HashMap<>();
    private volatile @Nullable RunningApp current;

    /**
     * Nothing runs yet.
     *
     * @param thread the one that does all this
     * @param ended hears of each app that is closed
     */
    AppSwap(SwappableHandler door, Clock clock, Executor thread, Consumer<RunningApp> ended) {
        this.door = door;
        this.clock = clock;
        this.thread = thread;
        this.ended = ended;
    }

    @Nullable
    RunningApp current() {
        return current;
    }

    /**
     * Lets {@code next} take over.
     *
     * @param front answers the requests from now on
     */
    void takeOver(RunningApp next, Handler front) {
        @Nullable RunningApp before = current;
        current = next;
        CompletableFuture<Void> answered = door.leadTo(front);
        if (before == null) {
            next.start(Map.of());
            return;
        }
        next.start(before.leave());
        CompletableFuture<Void> end = before.ended(answered);
        leaving.put(before, end);
        CompletableFuture<Void> unused = end.thenRunAsync(() -> end(before), thread);
    }

    private void end(RunningApp app) {
        if (leaving.remove(app) != null) {
            close(app);
            app.warnOfThreadsLeft();
        }
    }

    private void close(RunningApp app) {
        app.close();
        ended.accept(app);
    }

    /**
     * Takes no more work, lets what runs end within eight seconds, and lets go of all apps.
     *
     * @param answered completes when no client waits for an answer any more
     */
    void close(CompletableFuture<Void> answered) {
        @Nullable RunningApp last = current;
        current = null;
        if (last != null) {
            leaving.put(last, CompletableFuture.completedFuture(null));
        }
        leaving.keySet().forEach(RunningApp::stop);
        leaving.replaceAll((app, earlier) -> app.ended(answered));
        CompletableFuture<Void> quiet = CompletableFuture.allOf(leaving.values().toArray(CompletableFuture<?>[]::new));
        CompletableFuture<Void> late = new CompletableFuture<>();
        Clock.Scheduled deadline = clock.schedule(PATIENCE, () -> late.complete(null));
        CompletableFuture.anyOf(quiet, late).join();
        deadline.cancel();
        leaving.keySet().forEach(this::close);
        leaving.clear();
    }
}
