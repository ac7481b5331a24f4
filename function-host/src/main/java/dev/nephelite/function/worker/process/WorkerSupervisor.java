package dev.nephelite.function.worker.process;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one worker process running. A process that ends unexpectedly is started again: the first time at once, then ten
 * seconds later, and no more after three failures within 30 minutes.
 *
 * <p>The process of an app that has failed so often is started again by {@link #retry}, when the app has changed.
 */
public final class WorkerSupervisor implements AutoCloseable {
    private static final String CATEGORY = "Worker";
    private static final Duration RESTART_INTERVAL = Duration.ofSeconds(10);
    private static final Duration FAILURES_COUNT_FOR = Duration.ofMinutes(30);

    /** How long a host that gets a signal at the same time as its worker may take to close it. */
    private static final Duration SIGNAL_INTERVAL = Duration.ofSeconds(1);

    private static final int MAX_FAILURES = 3;
    private static final Duration TO_END_FUNCTIONS = Duration.ofSeconds(5);

    /** The worker asks to be started again. */
    private static final int RESTART_WANTED = 200;

    /** Exit codes of processes that a signal has ended, on Linux and macOS. */
    private static final int HANGUP = 129;

    private static final int INTERRUPTED = 130;
    private static final int CRASHED = 134;
    private static final int KILLED = 137;
    private static final int TERMINATED = 143;

    private final Supplier<WorkerLaunch> launch;
    private final String language;
    private final ProcessContext context;
    private final Function<WorkerChannel, CompletableFuture<Void>> preparation;
    private final Runnable onGivenUp;
    private final Clock clock;
    private final HostLog log;
    private final Deque<Instant> failures = new ArrayDeque<>();
    private State state = State.STARTING;
    private @Nullable WorkerProcess process;
    private @Nullable String killed;
    private CompletableFuture<WorkerChannel> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private enum State {
        STARTING,
        READY,
        /** The functions in the process end, then another process is started. */
        REPLACING,
        WAITING_TO_RESTART,
        GIVEN_UP,
        CLOSED
    }

    /**
     * Starts the process.
     *
     * @param launch how each process is started
     * @param preparation what a worker needs before it is used, such as loading the app; its failure is left to those who
     *     use the worker
     * @param onGivenUp runs when the process has ended and is not started again until {@link #retry}
     */
    public WorkerSupervisor(
            Supplier<WorkerLaunch> launch,
            ProcessContext context,
            Function<WorkerChannel, CompletableFuture<Void>> preparation,
            Runnable onGivenUp) {
        this.launch = launch;
        language = launch.get().language();
        this.context = context;
        this.preparation = preparation;
        this.onGivenUp = onGivenUp;
        clock = context.clock();
        log = context.log();
        start();
    }

    /** The worker, as soon as it can be used. Fails if it cannot be started, or not any more. */
    public synchronized CompletableFuture<WorkerChannel> ready() {
        return ready;
    }

    /** Starts a process that has failed too often again. */
    public synchronized void retry() {
        if (state == State.GIVEN_UP) {
            failures.clear();
            ready = new CompletableFuture<>();
            start();
        }
    }

    /** Ends the process at once and starts a new one. What is in flight fails. */
    public synchronized void restart(String reason) {
        if (process != null && state != State.CLOSED) {
            killed = reason;
            process.kill();
        }
    }

    /**
     * Starts a new process in place of the one that runs, whose functions have five seconds to end. What is invoked meanwhile
     * waits for the new process.
     */
    public void replace(String reason) {
        WorkerProcess old;
        WorkerChannel channel;
        synchronized (this) {
            if (state == State.STARTING) {
                restart(reason);
            }
            if (state != State.READY || process == null) {
                // The next process that is started is a new one.
                return;
            }
            state = State.REPLACING;
            old = process;
            channel = ready.join();
            ready = new CompletableFuture<>();
        }
        log.information(CATEGORY, "The " + language + " worker starts again: " + reason);
        CompletableFuture<Void> unused = clock.limit(
                        channel.idle(), TO_END_FUNCTIONS, late -> late.completeExceptionally(new TimeoutException()))
                .whenComplete((idle, late) -> {
                    if (late == null) {
                        old.terminate();
                    } else {
                        old.kill();
                    }
                });
    }

    /** Whether the process has ended and is not started again until {@link #retry}. */
    public synchronized boolean isGivenUp() {
        return state == State.GIVEN_UP;
    }

    /** Completes when the process has reported what a debugger does in it now; at once if there is none. */
    public synchronized CompletableFuture<Void> debuggerReported() {
        return process == null ? CompletableFuture.completedFuture(null) : process.debuggerReported();
    }

    /** Asks the process to end, which it does within five seconds. */
    @Override
    public synchronized void close() {
        state = State.CLOSED;
        fail("The worker is closed.");
        if (process == null) {
            ended.complete(null);
        } else {
            CompletableFuture<Void> unused = process.ended().thenRun(() -> ended.complete(null));
            process.terminate();
        }
    }

    /** Completes when the process of a closed worker has ended. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    private synchronized void start() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.STARTING;
        killed = null;
        WorkerProcess started;
        try {
            started = WorkerProcess.start(launch.get(), context);
        } catch (IOException notStarted) {
            giveUp("The " + language + " worker cannot be started: " + notStarted.getMessage());
            return;
        }
        process = started;
        CompletableFuture<WorkerChannel> unused = started.initialized()
                .thenCompose(channel -> preparation.apply(channel).thenApply(prepared -> channel))
                .whenComplete((channel, failed) -> {
                    if (failed == null) {
                        publish(started, channel);
                    } else if (!started.exit().isDone()) {
                        log.error(CATEGORY, message(failed));
                        started.kill();
                    }
                });
        CompletableFuture<Void> unusedExit = started.exit().thenAccept(code -> onExit(started, code));
    }

    private void publish(WorkerProcess started, WorkerChannel channel) {
        CompletableFuture<WorkerChannel> waiting;
        synchronized (this) {
            if (process != started || state != State.STARTING) {
                return;
            }
            state = State.READY;
            waiting = ready;
        }
        waiting.complete(channel);
    }

    private synchronized void onExit(WorkerProcess gone, int code) {
        if (process != gone || state == State.CLOSED) {
            return;
        }
        process = null;
        if (ready.isDone()) {
            ready = new CompletableFuture<>();
        }
        if (state == State.REPLACING) {
            start();
        } else if (killed != null) {
            log.warning(CATEGORY, "The " + language + " worker was ended and starts again: " + killed);
            start();
        } else if (gone.hadDebugger()) {
            log.information(CATEGORY, "The " + language + " worker was ended under a debugger and starts again.");
            start();
        } else if (code == RESTART_WANTED) {
            start();
        } else if (code == 0 && state == State.READY) {
            giveUp("The " + language + " worker has ended with exit code 0, so it is not started again."
                    + " Change the app to start it again.");
        } else if (gone.startFailure().isPresent()) {
            giveUp(gone.startFailure().get());
        } else if (isOfProcessGroup(code)) {
            state = State.WAITING_TO_RESTART;
            clock.schedule(SIGNAL_INTERVAL, () -> restartAfterFailure(code));
        } else {
            restartAfterFailure(code);
        }
    }

    /** Whether the exit code is that of a signal which terminals and service managers send to a whole process group. */
    private static boolean isOfProcessGroup(int code) {
        return code == HANGUP || code == INTERRUPTED || code == TERMINATED;
    }

    private synchronized void restartAfterFailure(int code) {
        if (state == State.CLOSED) {
            return;
        }
        Instant now = clock.now();
        failures.addLast(now);
        while (failures.getFirst().isBefore(now.minus(FAILURES_COUNT_FOR))) {
            failures.removeFirst();
        }
        String what = "The %s worker has ended with exit code %s%s".formatted(language, code, reason(code));
        if (failures.size() >= MAX_FAILURES) {
            giveUp(what + ", for the " + failures.size() + "rd time within 30 minutes, so it is not started again."
                    + " Change the app to start it again.");
            return;
        }
        if (failures.size() == 1) {
            log.error(CATEGORY, what + "; it starts again.");
            start();
        } else {
            state = State.WAITING_TO_RESTART;
            clock.schedule(RESTART_INTERVAL, this::start);
            log.error(CATEGORY, what + "; it starts again in 10 seconds.");
        }
    }

    /** What an exit code above 128 means on Linux and macOS. */
    private static String reason(int code) {
        return switch (code) {
            case KILLED -> " (killed, perhaps because the machine ran out of memory)";
            case CRASHED -> " (the JVM or a native library crashed)";
            case TERMINATED -> " (terminated by another program)";
            default -> "";
        };
    }

    private void giveUp(String reason) {
        state = State.GIVEN_UP;
        log.error(CATEGORY, reason);
        fail(reason);
        context.executor().execute(onGivenUp);
    }

    private void fail(String reason) {
        CompletableFuture<WorkerChannel> waiting = ready;
        context.executor().execute(() -> waiting.completeExceptionally(new IllegalStateException(reason)));
    }

    private static String message(Throwable failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return String.format(Locale.ROOT, "%s", cause.getMessage() == null ? cause : cause.getMessage());
    }
}
