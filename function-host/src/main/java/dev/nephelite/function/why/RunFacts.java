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
                            "It ran for %s at %s%s (run %s%s).%s"
                                    .formatted(
                                            what,
                                            run.time(),
                                            run.outcome() == Outcome.FAILED ? " and failed" : "",
                                            run.shortId(),
                                            attempt(run),
                                            error(run)),
                            show(run))
                    .about(ended));
        } else if (!ended.isEmpty()) {
            facts.add(Fact.of(
                            Fact.Kind.RAN_AGAIN,
                            "It ran %s times for %s: %s.".formatted(ended.size(), what, listed(ended, repetition)),
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

    private static String listed(List<PastRun> runs, BiFunction<PastRun, PastRun, String> repetition) {
        List<String> all = new ArrayList<>();
        for (int index = 0; index < runs.size(); index++) {
            PastRun run = runs.get(index);
            String why = index == 0 ? "" : repetition.apply(runs.get(index - 1), run);
            all.add("at %s (run %s%s)%s%s"
                    .formatted(
                            run.time(),
                            run.shortId(),
                            attempt(run),
                            why.isEmpty() ? "" : " " + why,
                            run.outcome() == Outcome.FAILED ? ", failed" : ", succeeded"));
        }
        if (all.size() > SHOWN) {
            int omitted = all.size() - SHOWN;
            all.subList(SHOWN / 2, SHOWN / 2 + omitted).clear();
            all.add(SHOWN / 2, omitted + " more");
        }
        return all.stream().collect(Collectors.joining("; "));
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
