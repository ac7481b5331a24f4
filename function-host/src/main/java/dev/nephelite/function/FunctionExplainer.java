package dev.nephelite.function;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.debugger.DebuggerState;
import dev.nephelite.function.invocation.FunctionInvoker;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.http.HttpTrigger;
import dev.nephelite.function.why.Explanation;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRun;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.RunFacts;
import dev.nephelite.function.why.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Explains why a function of an app runs, or does not run: adds what concerns all triggers to what the type of its trigger knows.
 *
 * @param app with its errors
 * @param draining whether its triggers have stopped to listen
 */
record FunctionExplainer(
        App app,
        HostContext context,
        ListenerFactories listenerFactories,
        FunctionInvoker invoker,
        DebuggerState debuggers,
        boolean draining) {
    private static final int SHOWN_RUNS = 5;

    Explanation explain(FunctionDefinition function, Subject subject, PastRuns past) {
        List<Fact> facts = new ArrayList<>(ofFunction(function));
        boolean inError = !app.errorsOf(function.name()).isEmpty();
        if (subject.is(Subject.Kind.RUN)) {
            facts.addAll(ofRun(subject.text(), past));
        } else if (!inError) {
            facts.addAll(ofTrigger(function, subject, past));
        }
        if (subject.is(Subject.Kind.NONE)) {
            facts.addAll(latestRuns(past));
        }
        return Explanation.of(function.name(), function.trigger().type(), subject, facts);
    }

    private List<Fact> ofFunction(FunctionDefinition function) {
        List<Fact> facts = new ArrayList<>();
        app.errorsOf(function.name())
                .forEach(error -> facts.add(Fact.of(
                        Fact.Kind.IN_ERROR,
                        "Function '%s' is in error: %s"
                                .formatted(function.name(), error.message().strip()),
                        "Correct it; the host loads the app again when it changes.")));
        boolean isHttp = function.trigger().isType(HttpTrigger.NAME);
        if (function.disabled() && !isHttp) {
            facts.add(Fact.of(
                    Fact.Kind.DISABLED,
                    "Function '%s' is disabled by %s.".formatted(function.name(), disabledBy(function)),
                    "Remove that, or set it to false, and start the host again."));
        }
        if (draining && !isHttp) {
            facts.add(Fact.of(
                    Fact.Kind.HOST_STOPPING,
                    "The triggers of this host do not listen any more: it was drained, or its worker has failed.",
                    "Start the host again; the log says what happened."));
        }
        if (context.pause().isPaused() && !isHttp) {
            facts.add(Fact.of(
                    Fact.Kind.TRIGGERS_PAUSED,
                    "The triggers of the app are paused; new events wait until they are resumed.",
                    "Resume them: nephelite resume"));
        }
        facts.addAll(ofDebuggers(function));
        invoker.nextAttempt(function.name())
                .ifPresent(due -> facts.add(Fact.of(
                        Fact.Kind.RETRY_WAITS,
                        "A run of function '%s' has failed and waits for its next attempt at %s, as its retry policy says."
                                .formatted(function.name(), Explanation.time(due)))));
        return facts;
    }

    private String disabledBy(FunctionDefinition function) {
        return AppLocation.disablingSettings(function.name())
                .filter(name -> AppLocation.isTrue(context.app().settings().value(name)))
                .findFirst()
                .map(name -> "the setting " + name)
                .orElse("'disabled' in its function.json");
    }

    private List<Fact> ofDebuggers(FunctionDefinition function) {
        List<Fact> facts = new ArrayList<>();
        if (debuggers.held().contains(function.name())) {
            facts.add(Fact.of(
                    Fact.Kind.DEBUGGER_HOLDS,
                    "A debugger holds function '%s'.".formatted(function.name()),
                    "Continue in the debugger."));
        }
        if (!debuggers.attachedTo().isEmpty()) {
            facts.add(Fact.of(
                    Fact.Kind.DEBUGGER_ATTACHED,
                    "A debugger is attached to %s, so only some invocations of each function run at a time; the others wait."
                            .formatted(String.join(", ", debuggers.attachedTo())),
                    "Detach it, or start with a greater --debug-concurrency."));
        }
        return facts;
    }

    private List<Fact> ofTrigger(FunctionDefinition function, Subject subject, PastRuns past) {
        try {
            return listenerFactories.of(function).explain(function, subject, past);
        } catch (RemoteStorageException failure) {
            return List.of(Fact.of(
                    Fact.Kind.STORAGE_UNREACHABLE,
                    failure.isUnreachable()
                            ? "The storage of function '%s' cannot be reached. %s"
                                    .formatted(function.name(), failure.getMessage())
                            : "The storage of function '%s' refuses requests. %s"
                                    .formatted(function.name(), failure.getMessage()),
                    "Check that it runs, and that the connection string of the trigger is right."));
        }
    }

    /** Other runs of the same event say more about a run. */
    private static List<Fact> ofRun(String id, PastRuns past) {
        List<PastRun> all = past.all();
        PastRun run = all.stream()
                .filter(each -> each.id().toString().startsWith(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no run '" + id + "' of this function on record. 'nephelite runs' lists the runs."));
        List<PastRun> sameEvent = all.stream()
                .filter(each -> each.equals(run)
                        || Stream.of("MessageId", "Id")
                                .anyMatch(name -> !run.detail(name).isEmpty()
                                        && run.detail(name).equals(each.detail(name))))
                .toList();
        List<Fact> facts = new ArrayList<>(RunFacts.of(sameEvent, "the same event", RunFacts::retry));
        facts.add(Fact.of(Fact.Kind.LATEST_RUN, "Run %s began because: %s".formatted(run.shortId(), run.reason()))
                .about(List.of(run)));
        return facts;
    }

    private static List<Fact> latestRuns(PastRuns past) {
        List<PastRun> all = past.all();
        return all.subList(Math.max(0, all.size() - SHOWN_RUNS), all.size()).stream()
                .map(run -> Fact.of(
                                Fact.Kind.LATEST_RUN,
                                "Run %s at %s: %s. %s"
                                        .formatted(
                                                run.shortId(),
                                                Explanation.time(run.startedAt()),
                                                run.outcome().name().toLowerCase(Locale.ROOT),
                                                run.error().isEmpty() ? run.reason() : run.error()))
                        .about(List.of(run)))
                .toList();
    }
}
