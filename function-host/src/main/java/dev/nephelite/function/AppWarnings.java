package dev.nephelite.function;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.TriggerType.RetryRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an app asks for that has no effect, one sentence each with the remedy. The host logs them when it starts the app. */
final class AppWarnings {
    /** Settings by which the cloud passes options to the JVM of an app. */
    private static final List<String> JVM_OPTIONS = List.of("JAVA_OPTS", "languageWorkers__java__arguments");

    private AppWarnings() {}

    static List<String> of(App app, Extensions extensions) {
        return Stream.of(jvmOptions(app.settings()), retryPolicies(app, extensions), ofTriggers(app, extensions))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> jvmOptions(AppSettings settings) {
        return JVM_OPTIONS.stream()
                .filter(name -> !isBlank(settings.value(name)))
                .map(name ->
                        "The setting " + name + " has no effect here, because functions run in Nephelite's own JVM."
                                + " Set the environment variable NEPHELITE_JAVA_OPTS before 'nephelite start' instead.")
                .toList();
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

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
