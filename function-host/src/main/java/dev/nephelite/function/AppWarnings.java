package dev.nephelite.function;

import dev.nephelite.emulator.value.NearestName;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.TriggerType.RetryRule;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an app asks for that has no effect, one sentence each with the remedy. The host logs them when it starts the app. */
final class AppWarnings {
    /** What Azure documents at the top level of {@code host.json}, and what the host itself reads there. */
    private static final List<String> HOST_SECTIONS = List.of(
            "version",
            "aggregator",
            "concurrency",
            "customHandler",
            "extensionBundle",
            "extensions",
            "functions",
            "functionTimeout",
            "healthMonitor",
            "languageWorkers",
            "logging",
            "managedDependency",
            "retry",
            "singleton",
            "telemetryMode",
            "watchDirectories",
            "watchFiles");

    private AppWarnings() {}

    static List<String> of(App app, Extensions extensions) {
        return Stream.of(
                        hostSections(app),
                        hostRetryPolicy(app, extensions),
                        retryPolicies(app, extensions),
                        ofTriggers(app, extensions))
                .flatMap(List::stream)
                .toList();
    }

    /** Sections that Azure does not know either are ignored there without a word, so only typing errors are reported. */
    private static List<String> hostSections(App app) {
        return app.host().document().keySet().stream()
                .map(path -> path.split(":", 2)[0])
                .distinct()
                .filter(section -> HOST_SECTIONS.stream().noneMatch(section::equalsIgnoreCase))
                .flatMap(section -> NearestName.of(section, HOST_SECTIONS).stream()
                        .map(meant -> "'%s' in host.json has no effect. Did you mean '%s'?".formatted(section, meant)))
                .sorted()
                .toList();
    }

    private static List<String> hostRetryPolicy(App app, Extensions extensions) {
        if (app.host().retry() == null) {
            return List.of();
        }
        String types = app.runnableFunctions().stream()
                .filter(function -> function.retry() == null)
                .flatMap(function -> extensions.trigger(function).stream())
                .filter(type -> !type.retryRule().followsPolicy())
                .map(TriggerType::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return types.isEmpty()
                ? List.of()
                : List.of(
                        "The retry policy in host.json has no effect on these triggers, for which neither the cloud nor"
                                + " Nephelite follows one: " + types + ".");
    }

    private static List<String> retryPolicies(App app, Extensions extensions) {
        return app.runnableFunctions().stream()
                .filter(function -> function.retry() != null)
                .flatMap(function -> extensions.trigger(function).stream()
                        .map(TriggerType::retryRule)
                        .filter(rule -> !rule.followsPolicy())
                        .map(rule -> retryPolicy(function, rule)))
                .toList();
    }

    private static String retryPolicy(FunctionDefinition function, RetryRule rule) {
        return "Function '" + function.name() + "' has a retry policy, which has no effect: for a "
                + function.trigger().type() + ", neither the cloud nor Nephelite follows one."
                + rule.otherwise().map(sentence -> " " + sentence).orElse("");
    }

    private static List<String> ofTriggers(App app, Extensions extensions) {
        return extensions.triggers().stream()
                .flatMap(type -> type
                        .warnings(
                                app.runnableFunctions().stream()
                                        .filter(function -> function.trigger().isType(type.name()))
                                        .toList(),
                                app)
                        .stream())
                .toList();
    }
}
