package dev.nephelite.function.debugger;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.function.log.HostLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one app, which stand still while a debugger holds its code: timeouts of functions, delays before
 * retries, reports of deadlocks. Safe for concurrent use.
 */
public final class Deadlines {
    static final String LOG_CATEGORY = "Host.Debugger";

    /** A debugger also holds a thread for a moment when it evaluates a condition. */
    private static final Duration WORTH_LOGGING = Duration.ofSeconds(2);

    private final Clock machine;
    private final HostLog log;
    private final PausableClock ofMachine;
    private final PausableClock ofCloud;
    private final Map<String, Set<String>> held = new TreeMap<>();
    private volatile Runnable look = () -> {};
    private @Nullable Hold hold;

    /** @param base the clocks by which deadlines pass while no debugger holds anything */
    public Deadlines(Clocks base, HostLog log) {
        machine = base.machine();
        this.log = log;
        ofMachine = new PausableClock(base.machine(), () -> look.run());
        ofCloud = new PausableClock(base.cloud(), () -> look.run());
    }

    /** The clocks by which deadlines are scheduled. */
    public Clocks clocks() {
        return new Clocks(ofCloud, ofMachine);
    }

    /** Has {@code look} called before a deadline passes; it may call the methods below. */
    public void lookBeforeDeadlines(Runnable how) {
        look = how;
    }

    /**
     * A debugger holds code in {@code process}.
     *
     * @param process identifies a process that runs code of the app
     * @param names of functions or threads that are held; empty if none is held any more
     */
    public void held(String process, Set<String> names) {
        String ended = "";
        synchronized (this) {
            if (names.isEmpty()) {
                held.remove(process);
            } else {
                held.put(process, Set.copyOf(names));
            }
            if (held.isEmpty() && hold != null) {
                ofMachine.resume();
                ofCloud.resume();
                ended = hold.end();
                hold = null;
            } else if (!held.isEmpty() && hold == null) {
                ofMachine.pause();
                ofCloud.pause();
                hold = new Hold();
            }
        }
        if (!ended.isEmpty()) {
            log.information(LOG_CATEGORY, ended);
        }
    }

    /** The code of the app stood still as a whole, until now. */
    public void stoodStill(Duration length) {
        ofMachine.addPause(length);
        ofCloud.addPause(length);
        if (length.compareTo(WORTH_LOGGING) >= 0) {
            log.information(
                    LOG_CATEGORY,
                    "The process was suspended for %d s, by a debugger or with the machine; deadlines stood still."
                            .formatted(length.toSeconds()));
        }
    }

    private void logIfCurrent(Hold begun) {
        String message;
        synchronized (this) {
            if (hold != begun) {
                return;
            }
            message = begun.begin();
        }
        log.information(LOG_CATEGORY, message);
    }

    /** From the moment when a debugger holds something until it holds nothing. */
    private final class Hold {
        private final Instant since = machine.now();
        private final Clock.Scheduled announcement = machine.schedule(WORTH_LOGGING, () -> logIfCurrent(this));
        private String names = "";

        /** Returns what to log. */
        String begin() {
            Set<String> all = new TreeSet<>();
            held.values().forEach(all::addAll);
            names = String.join(", ", all);
            return "A debugger holds " + names + "; deadlines stand still.";
        }

        /** Returns what to log, or an empty text. */
        String end() {
            announcement.cancel();
            return names.isEmpty()
                    ? ""
                    : "The debugger held %s for %d s; deadlines run again."
                            .formatted(
                                    names,
                                    Duration.between(since, machine.now()).toSeconds());
        }
    }
}
