package dev.nephelite.function.trigger.timer;

import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRun;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.RunFacts;
import dev.nephelite.function.why.Subject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains why a function with a timer trigger runs, or does not run, at a time. */
final class TimerExplainer {
    private static final String FIRED = "Timer fired at ";
    private static final List<Duration> WINDOWS = List.of(
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(32),
            Duration.ofDays(366),
            Duration.ofDays(1830));

    private final TimerTrigger.Definition timer;
    private final HostContext host;
    private final @Nullable TimerListener listener;
    private final PastRuns past;
    private final ZonedDateTime now;

    /** @param listener null if the function does not listen */
    TimerExplainer(TimerTrigger.Definition timer, HostContext host, @Nullable TimerListener listener, PastRuns past) {
        this.timer = timer;
        this.host = host;
        this.listener = listener;
        this.past = past;
        now = host.clocks().cloud().now().truncatedTo(ChronoUnit.MILLIS).atZone(timer.zone());
    }

    List<Fact> explain(Subject subject) {
        List<Fact> facts = new ArrayList<>();
        @Nullable Instant time = subject.time();
        if (time != null) {
            facts.addAll(at(time.atZone(timer.zone())));
        }
        if (listener != null) {
            try {
                listener.lock().explain("this timer").ifPresent(facts::add);
            } catch (RemoteStorageException failure) {
                facts.add(Fact.of(
                        Fact.Kind.STORAGE_UNREACHABLE,
                        "The lock of this timer cannot be read: " + failure.getMessage(),
                        "Check that the storage of AzureWebJobsStorage runs."));
            }
            facts.addAll(ofStatus(listener.status(), listener.isRunning()));
        }
        facts.add(Fact.of(
                Fact.Kind.SCHEDULE,
                "Function '%s' runs on the schedule %s in the time zone %s. The next occurrences are %s."
                        .formatted(
                                timer.function().name(),
                                timer.schedule().description(),
                                timer.zone().getId(),
                                nextOccurrences())));
        if (!timer.monitored()) {
            facts.add(Fact.of(
                    Fact.Kind.NOT_STORED,
                    "No status of this timer is stored, so runs that are missed while the host is down are not made up for: %s."
                            .formatted(
                                    timer.schedule().firesMoreThanOnceAMinute()
                                            ? "it fires more than once a minute"
                                            : "useMonitor is false")));
        }
        if (timer.runOnStartup()) {
            facts.add(Fact.of(
                    Fact.Kind.RUNS_ON_STARTUP,
                    "It also runs at each start of the host, because runOnStartup is true."));
        }
        return facts;
    }

    private String nextOccurrences() {
        ZonedDateTime first = after(now);
        ZonedDateTime second = timer.schedule().next(first);
        return shown(first) + " and " + shown(second);
    }

    /** The first occurrence after a time. Those of an interval are counted from the status of the timer. */
    private ZonedDateTime after(ZonedDateTime time) {
        if (!isInterval() || listener == null) {
            return timer.schedule().next(time);
        }
        ZonedDateTime next = listener.status().next();
        Duration interval = Duration.between(next, timer.schedule().next(next));
        long steps = Math.floorDiv(Duration.between(next, time).toMillis(), interval.toMillis()) + 1;
        return next.plus(interval.multipliedBy(steps));
    }

    private boolean isInterval() {
        return !timer.schedule().adjustsForDaylightSaving()
                && timer.schedule().description().startsWith("Constant");
    }

    /** The last occurrence that is not after a time; empty if there was none in five years. */
    private Optional<ZonedDateTime> before(ZonedDateTime time) {
        for (Duration window : WINDOWS) {
            ZonedDateTime occurrence = after(time.minus(window));
            if (!occurrence.isAfter(time)) {
                ZonedDateTime next = timer.schedule().next(occurrence);
                while (!next.isAfter(time)) {
                    occurrence = next;
                    next = timer.schedule().next(occurrence);
                }
                return Optional.of(occurrence);
            }
        }
        return Optional.empty();
    }

    private static String shown(ZonedDateTime time) {
        return Explanation.time(time.toInstant());
    }

    private List<Fact> at(ZonedDateTime time) {
        Optional<ZonedDateTime> occurrence = before(time);
        ZonedDateTime next = after(time);
        boolean exact = occurrence
                .filter(found -> found.truncatedTo(ChronoUnit.SECONDS).isEqual(time.truncatedTo(ChronoUnit.SECONDS)))
                .isPresent();
        List<Fact> facts = new ArrayList<>();
        if (exact && time.isAfter(now)) {
            facts.add(Fact.of(
                    Fact.Kind.NEXT_OCCURRENCE,
                    "It is due at %s, which is in the future: now it is %s.".formatted(shown(time), shown(now)),
                    "Wait, or advance the clock: nephelite clock advance %ss"
                            .formatted(Duration.between(now, time).toSeconds() + 1)));
            return facts;
        }
        List<PastRun> runs = occurrence.map(begin -> runsFor(begin, next)).orElse(List.of());
        facts.addAll(RunFacts.of(
                runs,
                "the occurrence at " + occurrence.map(TimerExplainer::shown).orElse(""),
                TimerExplainer::repetition));
        if (!exact) {
            facts.add(Fact.of(
                    Fact.Kind.OUTSIDE_SCHEDULE,
                    "%s is no occurrence of the schedule %s in the time zone %s. The occurrence before it was %s, and the one after it is %s."
                            .formatted(
                                    shown(time),
                                    timer.schedule().description(),
                                    timer.zone().getId(),
                                    occurrence.map(TimerExplainer::shown).orElse("more than five years ago"),
                                    shown(next)),
                    "Change the schedule, or run it now: nephelite invoke "
                            + timer.function().name()));
        }
        if (runs.isEmpty() && occurrence.isPresent()) {
            facts.add(missed(exact ? time : occurrence.get()));
        }
        return facts;
    }

    private static String repetition(PastRun before, PastRun run) {
        return switch (run.detail("UnscheduledInvocationReason")) {
            case "RunOnStartup" -> "because the host started";
            case "IsPastDue" -> "because an occurrence had been missed";
            default -> RunFacts.retry(before, run);
        };
    }

    /** The runs between an occurrence and the next one, and those that made up for it. */
    private List<PastRun> runsFor(ZonedDateTime occurrence, ZonedDateTime next) {
        return past.all().stream()
                .filter(run -> firedAt(run)
                                .filter(fired ->
                                        !fired.isBefore(occurrence.toInstant()) && fired.isBefore(next.toInstant()))
                                .isPresent()
                        || moment(run.detail("OriginalSchedule"))
                                .filter(occurrence.toInstant()::equals)
                                .isPresent())
                .toList();
    }

    private static Optional<Instant> firedAt(PastRun run) {
        return run.reason().startsWith(FIRED) ? moment(run.reason().substring(FIRED.length())) : Optional.empty();
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** Why no run on record was for an occurrence. */
    private Fact missed(ZonedDateTime time) {
        if (listener != null && listener.isRunning()) {
            return Fact.of(
                    Fact.Kind.STILL_RUNNING,
                    "An earlier run of this timer is still in progress; occurrences that are missed meanwhile are made up for by one run.",
                    "Make the function faster, or let it run less often.");
        }
        List<PastRun> later = past.all().stream()
                .filter(run -> firedAt(run).filter(time.toInstant()::isBefore).isPresent())
                .limit(1)
                .toList();
        if (host.pause().isPaused()
                || (listener != null && listener.status().next().isEqual(time))) {
            return Fact.of(
                    Fact.Kind.PAST_DUE,
                    "It was due at %s and is past due.".formatted(shown(time)),
                    "It runs once for all occurrences that were missed, as soon as nothing keeps it from running.");
        }
        if (!later.isEmpty()) {
            return Fact.of(
                            Fact.Kind.MADE_UP,
                            "No run began at %s. Occurrences that were missed are made up for by one run; the next run was %s at %s."
                                    .formatted(
                                            shown(time),
                                            later.get(0).shortId(),
                                            Explanation.time(
                                                    firedAt(later.get(0)).orElseThrow())),
                            "")
                    .about(later);
        }
        return timer.monitored()
                ? Fact.of(
                        Fact.Kind.BEFORE_START,
                        "The host did not run at %s, or had no stored status of this timer from before it, so it did not notice that it missed a run."
                                .formatted(shown(time)),
                        "Run it now: nephelite invoke " + timer.function().name())
                : Fact.of(
                        Fact.Kind.NOT_MONITORED,
                        "The host did not run the function at %s, and it makes up for no missed runs, because no status of this timer is stored."
                                .formatted(shown(time)),
                        "Set useMonitor to true, if the schedule fires once a minute at most, or run it now: nephelite invoke "
                                + timer.function().name());
    }

    private List<Fact> ofStatus(TimerStatus status, boolean running) {
        if (running || status.next().isAfter(now)) {
            return List.of(Fact.of(
                    Fact.Kind.SCHEDULE,
                    "The next run is due at %s.%s"
                            .formatted(
                                    shown(status.next()),
                                    status.last() == null
                                            ? ""
                                            : " The last one was due at %s.".formatted(shown(status.last())))));
        }
        return List.of(Fact.of(
                Fact.Kind.PAST_DUE,
                "It was due at %s and has not begun to run: now it is %s."
                        .formatted(shown(status.next()), shown(now))));
    }
}
