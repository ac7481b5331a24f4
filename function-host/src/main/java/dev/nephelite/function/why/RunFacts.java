package dev.nephelite.function.why;

import dev.nephelite.function.why.PastRun.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Facts about the runs for one subject. */
public final class RunFacts {
    private static final int SHOWN = 6;

    private RunFacts() {}

    /**
     * The facts about runs.
     *
     * @param what they were for, such as {@code this message}
     * @param repetition says why a run followed the one before, as a clause that begins with {@code because}
     * @return none if there are no runs
     */
    public static List<Fact> of(List<PastRun> runs, String what, BiFunction<PastRun, PastRun, String> repetition) {
        List<Fact> facts = new ArrayList<>();
        List<PastRun> running =
                runs.stream().filter(run -> run.outcome() == Outcome.RUNNING).toList();
        running.forEach(run -> facts.add(Fact.of(
                        Fact.Kind.RUNNING,
                        "It runs for %s now, since %s (run %s%s)."
                                .formatted(what, run.time(), run.shortId(), attempt(run)))
                .about(List.of(run))));
        List<PastRun> ended =
                runs.stream().filter(run -> run.outcome() != Outcome.RUNNING).toList();
        if (ended.size() == 1) {
            PastRun run = ended.get(0);
            facts.add(Fact.of(
                            Fact.Kind.RAN,
                            "It ran for %s at %s%s%s (run %s%s).%s"
                                    .formatted(
                                            what,
                                            run.time(),
                                            run.reasonByHand().isEmpty() ? "" : ", " + run.reasonByHand() + ",",
                                            run.outcome() == Outcome.FAILED ? " and failed" : " and succeeded",
                                            run.shortId(),
                                            attempt(run),
                                            error(run)),
                            show(run))
                    .about(ended));
        } else if (!ended.isEmpty()) {
            facts.add(Fact.of(
                            Fact.Kind.RAN_AGAIN,
                            "It ran %s times for %s: %s.%s"
                                    .formatted(
                                            ended.size(),
                                            what,
                                            listed(ended, repetition),
                                            error(ended.get(ended.size() - 1))),
                            show(ended.get(ended.size() - 1)))
                    .about(ended));
        }
        return facts;
    }

    /** Why a run followed another one for the same event, which is tried again after a failure. */
    public static String retry(PastRun before, PastRun run) {
        if (before.outcome() == Outcome.FAILED) {
            return "because the run before had failed";
        }
        return run.attempt() > before.attempt()
                ? "because the event was delivered again: the run before had not been settled"
                : "";
    }

    /** The first run, then each series of runs that followed for the same reason and ended alike. */
    private static String listed(List<PastRun> runs, BiFunction<PastRun, PastRun, String> repetition) {
        List<Series> all = new ArrayList<>();
        for (int index = 0; index < runs.size(); index++) {
            PastRun run = runs.get(index);
            String byHand = run.reasonByHand();
            String why = index == 0 || !byHand.isEmpty() ? byHand : repetition.apply(runs.get(index - 1), run);
            Series before = all.isEmpty() ? null : all.get(all.size() - 1);
            if (before != null && before.why.equals(why) && before.last.outcome() == run.outcome()) {
                all.set(all.size() - 1, new Series(run, before.count + 1, why));
            } else {
                all.add(new Series(run, 1, why));
            }
        }
        if (all.size() > SHOWN) {
            return all.get(0).text() + "; " + (all.size() - 2) + " further series; "
                    + all.get(all.size() - 1).text();
        }
        return all.stream().map(Series::text).collect(Collectors.joining("; "));
    }

    /** Runs that followed each other for the same reason. */
    private record Series(PastRun last, int count, String why) {
        String text() {
            return "%s%s (run %s%s)%s%s"
                    .formatted(
                            count == 1 ? "at " : count + " more, the last at ",
                            last.time(),
                            last.shortId(),
                            attempt(last),
                            why.isEmpty() ? "" : (count == 1 ? " " : ", each ") + why,
                            ended(last));
        }
    }

    private static String ended(PastRun run) {
        return run.outcome() == Outcome.FAILED ? ", failed" : ", succeeded";
    }

    private static String attempt(PastRun run) {
        if (run.attempts() == null) {
            return run.attempt() > 1 ? ", attempt " + run.attempt() : "";
        }
        return run.attempts() > 1 ? ", attempt %s of %s".formatted(run.attempt(), run.attempts()) : "";
    }

    private static String error(PastRun run) {
        return run.error().isEmpty() ? "" : " " + firstLine(run.error());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String show(PastRun run) {
        return "Show what caused it and what it has caused: nephelite trace " + run.shortId();
    }
}
