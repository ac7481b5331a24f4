package dev.nephelite.function;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.TimeSpan;
import dev.nephelite.function.invocation.FunctionInvoker;
import dev.nephelite.function.schedule.TimeZones;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an app asks for that has no effect, one sentence each with the remedy. The host logs them when it starts the app. */
final class AppWarnings {
    /** Settings by which the cloud passes options to the JVM of an app. */
    private static final List<String> JVM_OPTIONS = List.of("JAVA_OPTS", "languageWorkers__java__arguments");

    /** What happens instead of a retry policy, by the type of the trigger. */
    private static final Map<String, String> RETRIED_BY = Map.of(
            "queueTrigger", " A failed message is retried as 'extensions.queues' in host.json says.",
            "blobTrigger", " A failed blob is retried as 'extensions.blobs' in host.json says.");

    private AppWarnings() {}

    static List<String> of(App app) {
        return Stream.of(jvmOptions(app.settings()), retryPolicies(app), timeZone(app), days(app))
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

    private static List<String> retryPolicies(App app) {
        return app.runnableFunctions().stream()
                .filter(function -> function.retry() != null && !FunctionInvoker.followsRetryPolicy(function))
                .map(function -> "Function '" + function.name() + "' has a retry policy, which has no effect: for a "
                        + function.trigger().type() + ", neither the cloud nor Nephelite follows one."
                        + RETRIED_BY.getOrDefault(function.trigger().type(), ""))
                .toList();
    }

    private static List<String> timeZone(App app) {
        @Nullable String zone = app.settings().value(TimeZones.SETTING);
        boolean needed = app.runnableFunctions().stream().anyMatch(AppWarnings::isTimer);
        if (!needed || zone == null || zone.isBlank() || TimeZones.find(zone).isPresent()) {
            return List.of();
        }
        return List.of("The setting " + TimeZones.SETTING + " is '" + zone + "', which is not a time zone. Timers"
                + " follow UTC, as in the cloud. Use a name such as Europe/Berlin, or, for an app that runs on"
                + " Windows, one such as 'W. Europe Standard Time'.");
    }

    private static List<String> days(App app) {
        return app.runnableFunctions().stream()
                .filter(AppWarnings::isTimer)
                .flatMap(function -> {
                    String schedule = function.trigger().text("schedule", "");
                    String text = schedule.matches("%[^%]+%") ? app.settings().resolve(schedule) : schedule;
                    return TimeSpan.likelyMeant(text)
                            .map(meant ->
                                    ("Function '%s' runs every %d days: its schedule '%s' is a number of days, hours and"
                                                    + " minutes, as in the cloud. For %s hours, write '%s'.")
                                            .formatted(
                                                    function.name(),
                                                    TimeSpan.parse(text).toDays(),
                                                    text,
                                                    text.substring(0, text.indexOf(':')),
                                                    meant))
                            .stream();
                })
                .toList();
    }

    private static boolean isTimer(FunctionDefinition function) {
        return function.trigger().isType("timerTrigger");
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
