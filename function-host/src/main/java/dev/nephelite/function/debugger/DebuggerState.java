package dev.nephelite.function.debugger;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.function.log.HostLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What debuggers do in the processes that run code of a host, and what follows from it: deadlines stand still while something
 * is held, and invocations of the same function wait for each other while a debugger is attached. Thread-safe.
 */
public final class DebuggerState implements DebuggerListener {
    /** The category of log lines that say that something is held, or no longer. */
    public static final String HOLD_CATEGORY = "Host.Debugger.Hold";

    private static final String LOG_CATEGORY = "Host.Debugger";

    /** A debugger also holds a thread for a moment when it evaluates a condition. */
    private static final Duration MIN_REPORTED = Duration.ofSeconds(2);

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

    private final Clock machine;
    private final HostLog log;
    private final Deadlines deadlines;
    private final ConcurrencyLimit concurrency;
    private final int invocations;
    private final Consumer<Optional<DebuggerHold>> holds;
    private final Set<String> attached = new TreeSet<>();
    private final Map<String, Set<String>> held = new TreeMap<>();
    private @Nullable Hold hold;

    /**
     * No debugger is attached yet.
     *
     * @param base the clocks by which deadlines pass while no debugger holds anything
     * @param invocations how many invocations of each function run at a time while a debugger is attached
     * @param holds receives once a second what is held, and at the end that nothing is held any more; must return soon
     */
    public DebuggerState(Clocks base, int invocations, Consumer<Optional<DebuggerHold>> holds, HostLog log) {
        machine = base.machine();
        this.log = log;
        this.invocations = invocations;
        this.holds = holds;
        deadlines = new Deadlines(base);
        concurrency = new ConcurrencyLimit(invocations);
    }

    public Deadlines deadlines() {
        return deadlines;
    }

    public ConcurrencyLimit concurrency() {
        return concurrency;
    }

    /** The processes to which a debugger is attached. */
    public synchronized Set<String> attachedTo() {
        return new TreeSet<>(attached);
    }

    /** The functions and threads that debuggers hold. */
    public synchronized Set<String> held() {
        Set<String> all = new TreeSet<>();
        held.values().forEach(all::addAll);
        return all;
    }

    @Override
    public void opened(String process, DebuggerPort port) {
        log.information(LOG_CATEGORY, port.invitation());
    }

    @Override
    public void attached(String process, boolean now) {
        boolean changed;
        synchronized (this) {
            changed = now ? attached.add(process) : attached.remove(process);
            if (changed) {
                concurrency.setActive(!attached.isEmpty());
            }
        }
        if (changed) {
            log.information(
                    LOG_CATEGORY,
                    now
                            ? "A debugger is attached to %s; each function runs %s at a time."
                                    .formatted(
                                            process, invocations == 1 ? "one invocation" : invocations + " invocations")
                            : "The debugger is detached from %s.".formatted(process));
        }
    }

    @Override
    public void held(String process, Set<String> names, Duration already) {
        String ended = "";
        synchronized (this) {
            if (names.isEmpty()) {
                held.remove(process);
            } else {
                held.put(process, Set.copyOf(names));
            }
            if (!held.isEmpty() && hold == null) {
                deadlines.pause(already);
                hold = new Hold(machine.now().minus(already));
            } else if (held.isEmpty() && hold != null) {
                deadlines.resume();
                ended = hold.end();
                hold = null;
            }
        }
        if (!ended.isEmpty()) {
            log.information(HOLD_CATEGORY, ended);
        }
    }

    /** This process, which runs code of the app or serves it, stood still as a whole until now. */
    public void stoodStill(Duration length) {
        deadlines.addPause(length);
        if (length.compareTo(MIN_REPORTED) >= 0) {
            log.information(
                    LOG_CATEGORY,
                    "The process was suspended for %s s, by a debugger or with the machine; deadlines stood still."
                            .formatted(length.toSeconds()));
        }
    }

    /** From the moment when a debugger holds something until it holds nothing. */
    private final class Hold {
        private final Instant since;
        private Clock.Scheduled next = machine.schedule(MIN_REPORTED, this::report);
        private @Nullable DebuggerHold reported;

        Hold(Instant since) {
            this.since = since;
        }

        private Duration length() {
            return Duration.between(since, machine.now());
        }

        private void report() {
            boolean first;
            DebuggerHold now;
            synchronized (DebuggerState.this) {
                if (hold != this) {
                    return;
                }
                first = reported == null;
                now = new DebuggerHold(held(), length());
                reported = now;
                next = machine.schedule(REPORT_INTERVAL, this::report);
                holds.accept(Optional.of(now));
            }
            if (first) {
                log.information(HOLD_CATEGORY, "A debugger holds " + now.text() + "; deadlines stand still.");
            }
        }

        /** Returns what to log, or an empty text. */
        String end() {
            next.cancel();
            if (reported == null) {
                return "";
            }
            holds.accept(Optional.empty());
            return "The debugger held %s for %s s; deadlines run again."
                    .formatted(reported.text(), length().toSeconds());
        }
    }
}
