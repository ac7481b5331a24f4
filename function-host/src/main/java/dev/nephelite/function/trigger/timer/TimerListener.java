package dev.nephelite.function.trigger.timer;

import dev.nephelite.emulator.time.Clock;
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
 * single one; so are those missed while a run took too long.
 */
final class TimerListener implements Listener {
    static final String LOG_CATEGORY = "Host.Triggers.Timer";

    /** A machine that slept, or whose time was set, is noticed after this long. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final int OCCURRENCES_SHOWN = 5;
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ssXXX", Locale.ROOT);

    private final TimerDefinition timer;
    private final String name;
    private final HostContext host;
    private final TimerStatusBlob blob;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private TimerStatus status;
    private Clock.@Nullable Scheduled alarm;
    private boolean busy;
    private boolean stopping;

    TimerListener(TimerDefinition timer, HostContext host) {
        this.timer = timer;
        this.host = host;
        name = timer.function().name();
        blob = new TimerStatusBlob(name, host);
        status = first();
    }

    @Override
    public synchronized void start() {
        busy = true;
        host.executor().execute(this::begin);
    }

    @Override
    public synchronized CompletableFuture<Void> stop(Duration grace) {
        stopping = true;
        if (alarm != null) {
            alarm.cancel();
        }
        if (busy && !grace.isZero()) {
            Clock.Scheduled deadline = host.clock().schedule(grace, () -> ended.complete(null));
            CompletableFuture<Void> unused = ended.thenRun(deadline::cancel);
        } else {
            ended.complete(null);
        }
        return ended;
    }

    private void begin() {
        showOccurrences();
        @Nullable TimerFiring firing = firstFiring();
        if (firing == null) {
            proceed();
        } else {
            fire(firing);
        }
    }

    /** Finds out where the timer stands; returns why the function has to run right now, or null. */
    private @Nullable TimerFiring firstFiring() {
        boolean pastDue = false;
        if (timer.monitored()) {
            Optional<TimerStatus> stored = blob.load(timer.zone());
            status = stored.map(this::adjusted).orElseGet(this::first);
            if (!stored.equals(Optional.of(status))) {
                blob.save(status);
            }
            debug("initial status: " + status);
            pastDue = now().isAfter(status.next());
        }
        if (pastDue) {
            debug("is past due on startup. Executing now.");
            return TimerFiring.PAST_DUE;
        }
        if (timer.runOnStartup()) {
            debug("is configured to run on startup. Executing now.");
            return TimerFiring.ON_STARTUP;
        }
        return null;
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
        if (timer.monitored()) {
            blob.save(status);
        }
        proceed();
    }

    /** Waits for the next run, in steps, unless there will be none. */
    private synchronized void proceed() {
        busy = false;
        if (stopping) {
            ended.complete(null);
            return;
        }
        Duration left = Duration.between(now(), status.next());
        if (left.isNegative() || left.isZero()) {
            busy = true;
            host.executor().execute(() -> fire(TimerFiring.ON_SCHEDULE));
        } else {
            Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
            alarm = host.clock().schedule(wait, this::proceed);
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
