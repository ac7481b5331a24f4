package dev.nephelite.function.trigger.timer;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.lock.HostLock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.WakeableTask;
import dev.nephelite.function.worker.InvocationResult;
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
 * Runs one timer function, one invocation at a time. Runs missed while the host was down, or while an invocation took
 * too long, are made up for by a single run. Of several hosts, only the one with the lock of the timer runs it.
 */
final class TimerListener implements Listener, HostLock.Holder {
    static final String LOG_CATEGORY = "Host.Triggers.Timer";

    /** Within this time the host notices that the machine slept or that its clock was set. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    /** After a pause of the process, a lease may have expired and be renewed at any moment. */
    private static final Duration LOCK_RENEWAL_WAIT = Duration.ofSeconds(1);

    /** The delay after the status could not be read or written, or the function could not be started. */
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    private static final int OCCURRENCES_SHOWN = 5;
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ssXXX", Locale.ROOT);

    private final TimerTrigger.Definition timer;
    private final String name;
    private final HostContext host;
    private final TimerStatus.StatusBlob blob;
    private final HostLock lock;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final WakeableTask task;
    private final Runnable resumed;
    private LockState lockState = LockState.NOT_HELD;
    private boolean stopping;

    /** Written by the task only, like the fields below. */
    private volatile TimerStatus status;

    private StatusState statusState = StatusState.NEVER_LOADED;
    private volatile @Nullable Run run;
    private boolean unsaved;

    TimerListener(TimerTrigger.Definition timer, HostContext host) {
        this.timer = timer;
        this.host = host;
        name = timer.function().name();
        blob = new TimerStatus.StatusBlob(name, host);
        lock = HostLock.ofListener("Host.Functions." + name + ".Listener", host, this);
        status = first();
        task = new WakeableTask(host.clocks(), host.executor(), new Step());
        resumed = task::wake;
    }

    /** The lock that a host must hold to run the timer. */
    HostLock lock() {
        return lock;
    }

    TimerStatus status() {
        return status;
    }

    /** Whether the function is running. */
    boolean isRunning() {
        return run != null;
    }

    private enum LockState {
        /** Another host runs the timer, or none. */
        NOT_HELD,

        /** This host has acquired the lock, and no step has noticed that yet. */
        ACQUIRED,

        HELD
    }

    /** How the status relates to the stored one. */
    private enum StatusState {
        NEVER_LOADED,

        /** Another host may have run the timer since this one last held the lock. */
        OUTDATED,

        CURRENT
    }

    @Override
    public void start() {
        showOccurrences();
        lock.start();
    }

    @Override
    public CompletableFuture<Void> stop(Duration grace) {
        synchronized (this) {
            stopping = true;
        }
        if (grace.isZero()) {
            end();
        } else {
            Clock.Scheduled deadline = host.clocks().machine().schedule(grace, this::end);
            CompletableFuture<Void> unused = ended.thenRun(deadline::cancel);
            task.wake();
        }
        return ended;
    }

    /** Leaves the timer to other hosts. */
    private void end() {
        CompletableFuture<Void> unused = task.stop();
        CompletableFuture<Void> unusedToo = lock.stop().thenRun(() -> ended.complete(null));
    }

    @Override
    public void acquired() {
        synchronized (this) {
            lockState = LockState.ACQUIRED;
        }
        task.wake();
    }

    /** An invocation in progress may finish; no other one follows it. */
    @Override
    public synchronized void lost() {
        lockState = LockState.NOT_HELD;
    }

    @Override
    public void failed(String reason) {
        host.log().warning(LOG_CATEGORY, "Timer '" + name + "' is delayed. " + reason);
    }

    /** Runs the function if it is due and not running; returns the pause before the next step. */
    private Optional<Duration> step() {
        @Nullable Run begun = run;
        if (begun != null) {
            if (!begun.outcome.isDone()) {
                return Optional.empty();
            }
            ran(begun);
            run = null;
        }
        if (noticeLockState() != LockState.HELD && statusState == StatusState.CURRENT) {
            statusState = StatusState.OUTDATED;
        }
        if (unsaved && lock.isHeld()) {
            saveOrReload();
        }
        unsaved = false;
        if (isStopping()) {
            end();
            return Optional.empty();
        }
        if (!holdsLock()) {
            return Optional.empty();
        }
        if (host.pause().defers(resumed)) {
            if (statusState != StatusState.CURRENT && timer.monitored()) {
                // With a stored status, a run that becomes due meanwhile is detected afterwards.
                loadStatus();
            }
            return Optional.empty();
        }
        TimerTrigger.@Nullable Reason reason = statusState == StatusState.CURRENT ? null : reasonToRunNow();
        if (reason != null) {
            invoke(reason);
        }
        statusState = StatusState.CURRENT;
        return run == null ? waitOrInvoke() : Optional.empty();
    }

    private void saveOrReload() {
        if (statusState == StatusState.CURRENT) {
            blob.save(status);
        } else {
            loadStatus();
        }
    }

    /** Updates the status; returns why the function has to run right now, or null. */
    private TimerTrigger.@Nullable Reason reasonToRunNow() {
        boolean pastDue = isPastDue();
        boolean startingUp = timer.runOnStartup() && statusState == StatusState.NEVER_LOADED;
        if (pastDue) {
            debug("is past due on startup. Executing now.");
            return TimerTrigger.Reason.PAST_DUE;
        }
        if (startingUp) {
            debug("is configured to run on startup. Executing now.");
            return TimerTrigger.Reason.ON_STARTUP;
        }
        return null;
    }

    /** Without a stored status, missed runs cannot be detected. */
    private boolean isPastDue() {
        if (!timer.monitored()) {
            status = first();
            return false;
        }
        loadStatus();
        debug("initial status: " + status);
        return now().isAfter(status.next());
    }

    /** Loads the stored status, because another host may have run the timer, unless the own status is later. */
    private void loadStatus() {
        TimerStatus own = status;
        Optional<TimerStatus> stored = blob.load(timer.zone());
        status = stored.filter(other -> !own.isLaterThan(other))
                .map(this::adjusted)
                .orElseGet(() -> own.last() == null ? first() : own);
        if (!stored.equals(Optional.of(status))) {
            blob.save(status);
        }
    }

    private TimerStatus first() {
        ZonedDateTime now = now();
        return new TimerStatus(null, timer.schedule().next(now), now);
    }

    /** The schedule may have changed since the status was stored. */
    private TimerStatus adjusted(TimerStatus stored) {
        ZonedDateTime reference = stored.last() == null ? stored.lastUpdated() : stored.last();
        ZonedDateTime next = timer.schedule().next(reference);
        return next.isEqual(stored.next()) ? stored : new TimerStatus(stored.last(), next, reference);
    }

    private void invoke(TimerTrigger.Reason reason) {
        ZonedDateTime now = now();
        @Nullable TimerStatus shown = timer.monitored() ? status : null;
        TriggerEvent event = reason.triggerEvent(timer.schedule(), shown, status.next(), now);
        CompletableFuture<InvocationResult> outcome = host.invoker().invoke(timer.function(), event);
        run = new Run(reason, now, outcome);
        CompletableFuture<InvocationResult> unused = outcome.whenComplete((result, failure) -> task.wake());
    }

    private void ran(Run ended) {
        ZonedDateTime next = timer.schedule().next(status.next());
        boolean onTime = ended.reason == TimerTrigger.Reason.ON_SCHEDULE && next.isAfter(ended.at);
        ZonedDateTime last = onTime ? status.next() : ended.at;
        status = new TimerStatus(last, timer.schedule().next(last), ended.at);
        unsaved = timer.monitored();
    }

    /** Waits for the next run in steps, so that a change of the system time is noticed. */
    private Optional<Duration> waitOrInvoke() {
        ZonedDateTime now = now();
        if (status.next().isAfter(now)) {
            ZonedDateTime latest = now.plus(MAX_WAIT);
            task.wakeAt((status.next().isBefore(latest) ? status.next() : latest).toInstant());
            return Optional.empty();
        }
        if (!lock.isHeld()) {
            return Optional.of(LOCK_RENEWAL_WAIT);
        }
        invoke(TimerTrigger.Reason.ON_SCHEDULE);
        return Optional.empty();
    }

    /** Returns the state of the lock before this step; an acquisition counts as noticed from now on. */
    private synchronized LockState noticeLockState() {
        LockState before = lockState;
        if (before == LockState.ACQUIRED) {
            lockState = LockState.HELD;
        }
        return before;
    }

    private synchronized boolean holdsLock() {
        return lockState != LockState.NOT_HELD;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private ZonedDateTime now() {
        return host.clocks().cloud().now().truncatedTo(ChronoUnit.MILLIS).atZone(timer.zone());
    }

    private void showOccurrences() {
        host.log()
                .information(
                        LOG_CATEGORY,
                        "The next %s occurrences of the '%s' schedule (%s) will be:"
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

    private record Run(TimerTrigger.Reason reason, ZonedDateTime at, CompletableFuture<InvocationResult> outcome) {}

    private final class Step implements WakeableTask.Work {
        @Override
        public Optional<Duration> run() {
            return step();
        }

        @Override
        public void report(Throwable failure) {
            TimerListener.this.failed(HostLog.describe(failure));
        }

        @Override
        public Duration failed() {
            return RETRY_DELAY;
        }
    }
}
