package dev.nephelite.function.trigger.timer;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.lock.HostLock;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
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
 * Runs one function when it is time, one run after the other. Runs missed while the host was down are made up for by a
 * single one; so are those missed while a run took too long. Of several hosts, the one that has the timer's lock runs it.
 */
final class TimerListener implements Listener, HostLock.Holder {
    static final String LOG_CATEGORY = "Host.Triggers.Timer";

    /** A machine that slept, or whose time was set, is noticed after this long. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** After a pause a lease may be over and yet be renewed at any moment. */
    private static final Duration UNTIL_LOCK_IS_RENEWED = Duration.ofSeconds(1);

    /** After the status could not be read or written, or the function could not be started. */
    private static final Duration UNTIL_ANOTHER_TRY = Duration.ofSeconds(5);

    private static final int OCCURRENCES_SHOWN = 5;
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ssXXX", Locale.ROOT);

    private final TimerTrigger.Definition timer;
    private final String name;
    private final HostContext host;
    private final TimerStatus.Store blob;
    private final HostLock lock;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final WakeableTask task;
    private boolean listening;
    private boolean acquiredAnew;
    private boolean stopping;

    /** Touched by the task only, like those below. */
    private TimerStatus status;

    private @Nullable Run run;
    private boolean unsaved;

    /** Whether the status is the one to go on from, since we have the lock. */
    private boolean placed;

    private boolean startedUp;

    TimerListener(TimerTrigger.Definition timer, HostContext host) {
        this.timer = timer;
        this.host = host;
        name = timer.function().name();
        blob = new TimerStatus.Store(name, host);
        lock = HostLock.ofListener("Host.Functions." + name + ".Listener", host, this);
        status = first();
        task = new WakeableTask(host.clock(), host.executor(), new Step());
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
            Clock.Scheduled deadline = host.clock().schedule(grace, this::end);
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
            listening = true;
            acquiredAnew = true;
        }
        task.wake();
    }

    /** What runs may end, and then nothing follows. */
    @Override
    public synchronized void lost() {
        listening = false;
    }

    @Override
    public void failed(String reason) {
        host.log().warning(LOG_CATEGORY, "Timer '" + name + "' waits. " + reason);
    }

    /** Does what is due, unless the function runs; returns how long to wait for what comes next. */
    private Optional<Duration> step() {
        if (run != null) {
            if (!run.outcome.isDone()) {
                return Optional.empty();
            }
            ran(run);
            run = null;
        }
        placed &= !wasAcquired();
        if (unsaved && lock.isHeld()) {
            saveOrCatchUp();
        }
        unsaved = false;
        if (isStopping()) {
            end();
            return Optional.empty();
        }
        if (!isListening()) {
            return Optional.empty();
        }
        TimerTrigger.@Nullable Firing firing = placed ? null : firstFiring();
        if (firing != null) {
            fire(firing);
        }
        placed = true;
        startedUp = true;
        return run == null ? waitOrFire() : Optional.empty();
    }

    /** Another host may have run the timer since we had the lock before. */
    private void saveOrCatchUp() {
        if (placed) {
            blob.save(status);
        } else {
            catchUp();
        }
    }

    /** Finds out where the timer stands; returns why the function has to run right now, or null. */
    private TimerTrigger.@Nullable Firing firstFiring() {
        boolean pastDue = isPastDue();
        boolean startingUp = timer.runOnStartup() && !startedUp;
        if (pastDue) {
            debug("is past due on startup. Executing now.");
            return TimerTrigger.Firing.PAST_DUE;
        }
        if (startingUp) {
            debug("is configured to run on startup. Executing now.");
            return TimerTrigger.Firing.ON_STARTUP;
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

    private void fire(TimerTrigger.Firing firing) {
        ZonedDateTime now = now();
        @Nullable TimerStatus told = timer.monitored() ? status : null;
        Trigger trigger = firing.trigger(timer.schedule(), told, status.next(), now);
        CompletableFuture<InvocationResult> outcome = host.invoker().invoke(timer.function(), trigger);
        run = new Run(firing, now, outcome);
        CompletableFuture<InvocationResult> unused = outcome.whenComplete((result, failure) -> task.wake());
    }

    private void ran(Run ended) {
        ZonedDateTime next = timer.schedule().next(status.next());
        boolean onTime = ended.firing == TimerTrigger.Firing.ON_SCHEDULE && next.isAfter(ended.at);
        ZonedDateTime last = onTime ? status.next() : ended.at;
        status = new TimerStatus(last, timer.schedule().next(last), ended.at);
        unsaved = timer.monitored();
    }

    /** Waits for the next run in steps, so that a change of the machine's time is noticed. */
    private Optional<Duration> waitOrFire() {
        Duration left = Duration.between(now(), status.next());
        if (left.compareTo(Duration.ZERO) > 0) {
            return Optional.of(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
        }
        if (!lock.isHeld()) {
            return Optional.of(UNTIL_LOCK_IS_RENEWED);
        }
        fire(TimerTrigger.Firing.ON_SCHEDULE);
        return Optional.empty();
    }

    private synchronized boolean wasAcquired() {
        boolean was = acquiredAnew;
        acquiredAnew = false;
        return was;
    }

    private synchronized boolean isListening() {
        return listening;
    }

    private synchronized boolean isStopping() {
        return stopping;
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

    private record Run(TimerTrigger.Firing firing, ZonedDateTime at, CompletableFuture<InvocationResult> outcome) {}

    private final class Step implements WakeableTask.Work {
        @Override
        public Optional<Duration> run() {
            return step();
        }

        @Override
        public void report(Throwable failure) {
            TimerListener.this.failed(Failures.describe(failure));
        }

        @Override
        public Duration failed() {
            return UNTIL_ANOTHER_TRY;
        }
    }
}
