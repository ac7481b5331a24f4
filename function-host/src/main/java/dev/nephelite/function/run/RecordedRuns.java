package dev.nephelite.function.run;

import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.why.PastRun;
import dev.nephelite.function.why.PastRuns;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The runs of one function in a {@link RunStore}, for explanations.
 *
 * @param function its name
 */
public record RecordedRuns(RunStore store, String function) implements PastRuns {
    private static final int MOST = 100_000;

    @Override
    public List<PastRun> all() {
        return store.newest(new RunFilter(function, null, null, null), MOST).stream()
                .sorted(Comparator.comparing(RunSummary::startedAt))
                .map(RecordedRuns::past)
                .toList();
    }

    private static PastRun past(RunSummary run) {
        return new PastRun(
                run.id(),
                run.startedAt(),
                switch (run.outcome()) {
                    case RUNNING -> PastRun.Outcome.RUNNING;
                    case SUCCEEDED -> PastRun.Outcome.SUCCEEDED;
                    case FAILED -> PastRun.Outcome.FAILED;
                },
                run.reason(),
                run.details(),
                run.input(),
                run.attempt().number(),
                run.attempt().of(),
                run.error(),
                run.rerunOf() != null || isByHand(run),
                run.rerunOf());
    }

    /** Requests have this reason as well, as in Azure. */
    private static boolean isByHand(RunSummary run) {
        return run.reason().equals(TriggerEvent.MANUAL) && !run.trigger().equalsIgnoreCase("httpTrigger");
    }

    @Override
    public Optional<String> metadata(UUID run, String name) {
        return store.find(run)
                .map(record -> record.details().metadata())
                .flatMap(metadata -> Optional.ofNullable(metadata.get(name)))
                .map(Payload::content);
    }

    @Override
    public Optional<String> input(UUID run) {
        return store.find(run)
                .map(record -> record.details().inputs())
                .map(Map::values)
                .flatMap(inputs -> inputs.stream().findFirst())
                .filter(Payload::complete)
                .map(Payload::content);
    }
}
