package dev.nephelite.cli.command;

import dev.nephelite.function.run.Payload;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs of a running program that have failed, and whose events have not been handled since. */
final class FailedRuns {
    private static final int MOST = 1_000;

    private final RemoteRuns runs;

    /** The newest failed run of each event, in the order in which they ended, grouped by what makes failures the same. */
    private final Map<Failure, Map<Event, RunSummary>> unresolved = new LinkedHashMap<>();

    private final Map<UUID, Failure> failures = new HashMap<>();
    private final Map<UUID, Event> events = new HashMap<>();
    private final Set<Event> failedEvents = new HashSet<>();

    FailedRuns(RemoteRuns runs) {
        this.runs = runs;
    }

    /**
     * Of all runs with the same function and payload, the newest one, the oldest of these first. Of the attempts for one message, for
     * example, it is the last. A run is left out if its event was handled by a later attempt, or a repetition has succeeded that was no
     * dry run.
     *
     * @param function null for all
     */
    List<RunSummary> newestOfEachPayload(@Nullable String function) throws IOException, InterruptedException {
        String query = function == null ? "" : "&function=" + URLEncoder.encode(function, StandardCharsets.UTF_8);
        List<RunSummary> failed = runs.list("failed=true&last=" + MOST + query);
        if (failed.isEmpty()) {
            return List.of();
        }
        List<RunSummary> others =
                runs.list("failed=false&after=" + failed.get(0).number() + query);
        List<RunSummary> inOrder = Stream.concat(failed.stream(), others.stream())
                .sorted(Comparator.comparingLong(RunSummary::number))
                .toList();
        for (RunSummary run : inOrder) {
            if (run.outcome() == Outcome.FAILED) {
                runs.find(run.id()).ifPresent(this::addFailed);
            } else if (run.outcome() == Outcome.SUCCEEDED && !run.details().containsKey(RunSummary.DRY_RUN)) {
                removeSucceeded(run);
            }
        }
        List<RunSummary> newest = new ArrayList<>();
        unresolved.values().forEach(ofFailure -> ofFailure.values().stream()
                .max(Comparator.comparingLong(RunSummary::number))
                .ifPresent(newest::add));
        newest.sort(Comparator.comparingLong(RunSummary::number));
        return newest;
    }

    private void addFailed(RunRecord record) {
        RunSummary run = record.summary();
        Event event = event(run);
        Failure failure = failure(record, event);
        events.put(run.id(), event);
        failedEvents.add(event);
        failures.put(run.id(), failure);
        unresolved.computeIfAbsent(failure, unused -> new LinkedHashMap<>()).put(event, run);
    }

    private void removeSucceeded(RunSummary run) {
        Event event = event(run);
        if (failedEvents.contains(event)) {
            unresolved.values().forEach(ofFailure -> ofFailure.remove(event));
        }
        @Nullable Failure repeated = run.rerunOf() == null ? null : failures.get(run.rerunOf());
        if (repeated != null) {
            unresolved.remove(repeated);
        }
    }

    /** A repetition is for the event of the run that it repeats. */
    private Event event(RunSummary run) {
        if (run.rerunOf() != null) {
            return events.getOrDefault(
                    run.rerunOf(), new Event(run.function(), run.rerunOf().toString()));
        }
        Map<String, String> details = run.details();
        String id = details.getOrDefault(
                "MessageId", details.getOrDefault("Id", run.id().toString()));
        return new Event(run.function(), id);
    }

    /** Blobs differ even if their contents do not, and of a payload that is not recorded as a whole nobody knows whether it does. */
    private static Failure failure(RunRecord record, Event event) {
        RunSummary run = record.summary();
        Optional<Payload> payload = record.details().inputs().values().stream().findFirst();
        boolean comparable =
                payload.filter(Payload::complete).isPresent() && !run.trigger().equalsIgnoreCase("blobTrigger");
        return new Failure(run.function(), payload, comparable ? null : event);
    }

    /**
     * What causes runs of a function.
     *
     * @param id of the message or event; of anything else, the id of its first run
     */
    private record Event(String function, String id) {}

    /**
     * What makes failed runs the same.
     *
     * @param event null if the payload suffices
     */
    private record Failure(
            String function,
            Optional<Payload> payload,
            @Nullable Event event) {}
}
