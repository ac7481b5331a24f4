package dev.nephelite.function.debugger;

import dev.nephelite.emulator.time.Clock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a debugger holds threads of this JVM, or that the whole JVM stood still: because a debugger held it, or
 * because the machine slept. Safe for concurrent use.
 *
 * <p>Platform threads only: the JVM does not say whether a virtual thread is suspended.
 */
public final class DebuggerWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** A shorter gap may be a garbage collection or a busy machine. */
    private static final Duration MIN_GAP = Duration.ofMillis(500);

    private final Clock machine;
    private final Listener listener;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread thread;
    private Instant lastLook;
    private Map<Long, String> held = Map.of();

    private DebuggerWatch(Clock machine, Listener listener) {
        this.machine = machine;
        this.listener = listener;
        lastLook = machine.now();
        thread = new Thread(this::run, "debugger-watch");
        thread.setDaemon(true);
        thread.setContextClassLoader(DebuggerWatch.class.getClassLoader());
    }

    /** Starts to watch this JVM; empty if it was started without a debugger agent, so that no debugger can hold it. */
    public static Optional<DebuggerWatch> start(Clock machine, Listener listener) {
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
        if (!hasDebuggerAgent(options)) {
            return Optional.empty();
        }
        DebuggerWatch watch = new DebuggerWatch(machine, listener);
        watch.thread.start();
        return Optional.of(watch);
    }

    /** @param options of a JVM */
    static boolean hasDebuggerAgent(List<String> options) {
        return options.stream()
                .anyMatch(option -> option.startsWith("-agentlib:jdwp")
                        || option.startsWith("-Xrunjdwp")
                        || (option.startsWith("-agentpath:") && option.contains("jdwp")));
    }

    private void run() {
        try {
            while (true) {
                look();
                machine.sleep(INTERVAL);
            }
        } catch (InterruptedException ignored) {
            // The watch was closed.
        }
    }

    /** Looks now, and notifies the listener before it returns. */
    public synchronized void look() {
        Instant now = machine.now();
        Duration gap = Duration.between(lastLook, now).minus(INTERVAL);
        lastLook = now;
        if (gap.compareTo(MIN_GAP) >= 0) {
            listener.stoodStill(gap);
        }
        Map<Long, String> current = new HashMap<>();
        for (@Nullable ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.isSuspended()) {
                current.put(info.getThreadId(), info.getThreadName());
            }
        }
        if (!current.equals(held)) {
            held = current;
            listener.held(current);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** Receives what a watch notices, one call at a time. Must return quickly. */
    public interface Listener {
        /** The debugger holds other threads than before; {@code names} by thread id, empty if it holds none. */
        void held(Map<Long, String> names);

        /** The whole JVM has stood still, until now. */
        void stoodStill(Duration length);
    }
}
