package dev.nephelite.function.trigger.timer;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.lock.HostLock;
import dev.nephelite.function.lock.LockHolder;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.worker.Outcome;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs one function when it is time, one run after the other. Runs missed while the host was down are made up for by a
 * single one; so are those missed while a run took too long. Of several hosts, the one that has the timer's lock runs it.
 */
final class TimerListener implements Listener, LockHolder {
    static final String LOG_CATEGORY = "Host.Triggers.Timer";

    /** A machine that slept, or whose time was set, is noticed after this long. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** After a pause a lease may be over and yet be renewed at any moment. */
    private static final Duration UNTIL_LOCK_IS_RENEWED = Duration.ofSeconds(1);

    private static final int OCCURRENCES_SHOWN = 5;
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ssXXX", Locale.ROOT);

    private final TimerDefinition timer;
    private final String name;
    private final HostContext host;
    private final TimerStatusBlob blob;
    private final HostLock lock;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private TimerStatus status;
    private Clock.@Nullable Scheduled alarm;
    private boolean listening;
    private boolean startedUp;
    private boolean lostMeanwhile;
    private boolean busy;
    private boolean stopping;

    TimerListener(TimerDefinition timer, HostContext host) {
        this.timer = timer;
        this.host = host;
        name = timer.function().name();
        blob = new TimerStatusBlob(name, host);
        lock = HostLock.ofListener("Host.Functions." + name + ".Listener", host, this);
        status = first();
    }

    @Override
    public void start() {
        showOccurrences();
        lock.start();
    }

    @Override
    public CompletableFuture<Void> stop(Duration grace) {
        if (mayStopNow() || grace.isZero()) {
            end();
        } else {
            Clock.Scheduled deadline = host.clock().schedule(grace, this::end);
            CompletableFuture<Void> unused = ended.thenRun(deadline::cancel);
        }
        return ended;
    }

    private synchronized boolean mayStopNow() {
        stopping = true;
        cancelAlarm();
        return !busy;
    }

    /** Leaves the timer to other hosts. */
    private void end() {
        CompletableFuture<Void> unused = lock.stop().thenRun(() -> ended.complete(null));
    }

    @Override
    public void acquired() {
        synchronized (this) {
            listening = true;
            lostMeanwhile = busy;
            if (busy || stopping) {
                return;
            }
            busy = true;
        }
        begin();
    }

    /** What runs may end, and then nothing follows. */
    @Override
    public synchronized void lost() {
        listening = false;
        cancelAlarm();
    }

    @Override
    public void hindered(String reason) {
        host.log().warning(LOG_CATEGORY, "Timer '" + name + "' waits. " + reason);
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private void begin() {
        @Nullable TimerFiring firing = firstFiring();
        if (firing == null) {
            proceed();
        } else {
            fire(firing);
        }
    }

    /** Finds out where the timer stands; returns why the function has to run right now, or null. */
    private @Nullable TimerFiring firstFiring() {
        boolean pastDue = isPastDue();
        boolean startingUp = timer.runOnStartup() && !startedUp;
        startedUp = true;
        if (pastDue) {
            debug("is past due on startup. Executing now.");
            return TimerFiring.PAST_DUE;
        }
        if (startingUp) {
            debug("is configured to run on startup. Executing now.");
            return TimerFiring.ON_STARTUP;
        }
        return null;
    }

    /** Without a status nobody knows what was missed. */
    private boolean isPastDue() {
        if (!timer.monitored()) {
            status = first();
            return false;
        }
        catchUp();
        debug("initial status: " + status);
        return now().isAfter(status.next());
    }

    /** Takes up what storage has, for another host may have run the timer, unless we have run it later. */
    private void catchUp() {
        TimerStatus ours = status;
        Optional<TimerStatus> stored = blob.load(timer.zone());
        status = stored.filter(theirs -> !ours.isLaterThan(theirs))
                .map(this::adjusted)
                .orElseGet(() -> ours.last() == null ? first() : ours);
        if (!stored.equals(Optional.of(status))) {
            blob.save(status);
        }
    }

    private TimerStatus first() {
        ZonedDateTime now = now();
        return new TimerStatus(null, timer.schedule().next(now), now);
    }

    /** The schedule may have been changed since the status was stored. */
    private TimerStatus adjusted(TimerStatus stored) {
        ZonedDateTime reference = stored.last() == null ? stored.lastUpdated() : stored.last();
        ZonedDateTime next = timer.schedule().next(reference);
        return next.isEqual(stored.next()) ? stored : new TimerStatus(stored.last(), next, reference);
    }

    private void fire(TimerFiring firing) {
        ZonedDateTime now = now();
        @Nullable TimerStatus told = timer.monitored() ? status : null;
        Trigger trigger = firing.trigger(timer.schedule(), told, status.next(), now);
        CompletableFuture<Outcome> run = host.invoker().invoke(timer.function(), trigger);
        CompletableFuture<Void> unused = run.thenAcceptAsync(outcome -> ran(firing, now), host.executor());
    }

    private void ran(TimerFiring firing, ZonedDateTime at) {
        ZonedDateTime next = timer.schedule().next(status.next());
        boolean onTime = firing == TimerFiring.ON_SCHEDULE && next.isAfter(at);
        ZonedDateTime last = onTime ? status.next() : at;
        status = new TimerStatus(last, timer.schedule().next(last), at);
        if (timer.monitored() && lock.isHeld()) {
            keepStatus();
        }
        proceed();
    }

    private void keepStatus() {
        if (wasLost()) {
            catchUp();
        } else {
            blob.save(status);
        }
    }

    private synchronized boolean wasLost() {
        boolean was = lostMeanwhile;
        lostMeanwhile = false;
        return was;
    }

    /** Waits for the next run, in steps, unless there will be none. */
    private void proceed() {
        boolean over;
        synchronized (this) {
            busy = false;
            over = stopping;
            if (listening && !stopping) {
                waitOrFire();
            }
        }
        if (over) {
            end();
        }
    }

    private void waitOrFire() {
        Duration left = Duration.between(now(), status.next());
        if (!left.isNegative() && !left.isZero()) {
            alarm = host.clock().schedule(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT, this::proceed);
        } else if (lock.isHeld()) {
            busy = true;
            host.executor().execute(() -> fire(TimerFiring.ON_SCHEDULE));
        } else {
            alarm = host.clock().schedule(UNTIL_LOCK_IS_RENEWED, this::proceed);
        }
    }

    private ZonedDateTime now() {
        return host.clock().now().truncatedTo(ChronoUnit.MILLIS).atZone(timer.zone());
    }

    private void showOccurrences() {
        host.log()
                .information(
                        LOG_CATEGORY,
                        "The next %d occurrences of the '%s' schedule (%s) will be:"
                                .formatted(
                                        OCCURRENCES_SHOWN,
                                        name,
                                        timer.schedule().description()));
        ZonedDateTime occurrence = now();
        for (int shown = 0; shown < OCCURRENCES_SHOWN; shown++) {
            occurrence = timer.schedule().next(occurrence);
            String utc = SHOWN.format(occurrence.withZoneSameInstant(ZoneOffset.UTC));
            String local = SHOWN.format(occurrence);
            host.log().information(LOG_CATEGORY, local.equals(utc) ? utc : local + " (" + utc + ")");
        }
    }

    private void debug(String message) {
        host.log().debug(LOG_CATEGORY, "Function '" + name + "' " + message);
    }
}
