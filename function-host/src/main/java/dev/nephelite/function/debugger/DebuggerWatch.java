package dev.nephelite.function.debugger;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.worker.DebuggerAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Polls ten times a second what a debugger does in this JVM: whether one is attached, which threads it holds, and whether the
 * whole JVM stood still, because a debugger held it or because the machine slept. Thread-safe.
 */
public final class DebuggerWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** A shorter gap may be a garbage collection or a busy machine. */
    private static final Duration MIN_GAP = Duration.ofMillis(500);

    private final Clock machine;
    private final Listener listener;
    private final Thread thread;
    private Instant lastPoll;

    private DebuggerWatch(Clock machine, Listener listener) {
        this.machine = machine;
        this.listener = listener;
        lastPoll = machine.now();
        thread = new Thread(this::run, "debugger-watch");
        thread.setDaemon(true);
        thread.setContextClassLoader(DebuggerWatch.class.getClassLoader());
    }

    /** Starts to watch this JVM; empty if it was started without a debugger agent, so that no debugger can hold it. */
    public static Optional<DebuggerWatch> start(Clock machine, Listener listener) {
        if (!DebuggerAgent.isPresent()) {
            return Optional.empty();
        }
        DebuggerWatch watch = new DebuggerWatch(machine, listener);
        watch.thread.start();
        return Optional.of(watch);
    }

    private void run() {
        try {
            while (true) {
                poll();
                machine.sleep(INTERVAL);
            }
        } catch (InterruptedException ignored) {
            // The watch was closed.
        }
    }

    /** Polls now, and notifies the listener before it returns. */
    public synchronized void poll() {
        Instant now = machine.now();
        Duration gap = Duration.between(lastPoll, now).minus(INTERVAL);
        lastPoll = now;
        listener.observed(DebuggerAgent.state(), gap.compareTo(MIN_GAP) >= 0 ? gap : Duration.ZERO);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** Receives what a watch observes, one call at a time. Must return soon. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Receives what a debugger does now.
         *
         * @param stoodStill for how long the whole JVM stood still just now; zero if it did not
         */
        void observed(DebuggerAgent.State state, Duration stoodStill);
    }
}
