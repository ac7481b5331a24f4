package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.app.config.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppWarningsTest {
    private static final RetryPolicy RETRIES = RetryPolicy.fixedDelay(3, Duration.ofSeconds(1));

    @Test
    void of_reportsRetryPoliciesThatTheCloudDoesNotFollow() {
        assertThat(warnings(Map.of(), function("tick", "timerTrigger"), function("order", "queueTrigger")))
                .singleElement()
                .asString()
                .contains("'order'", "queueTrigger", "extensions.queues");
    }

    @Test
    void of_reportsTheTriggersOnWhichThePolicyOfHostJsonHasNoEffect() {
        HostSettings host = HostSettings.of(Map.of("retry:strategy", "fixedDelay", "retry:maxRetryCount", "2"));
        FunctionDefinition order = function("order", "queueTrigger", Map.of(), null);

        assertThat(warnings(host, Map.of(), timer("0 0 0 * * *"), order))
                .containsExactly("The retry policy in host.json has no effect on these triggers, for which neither the"
                        + " cloud nor Nephelite follows one: queueTrigger.");
        assertThat(warnings(host, Map.of(), timer("0 0 0 * * *"))).isEmpty();
    }

    @Test
    void of_reportsATypingErrorInASectionOfHostJson() {
        HostSettings host = HostSettings.of(Map.of(
                "extensons:queues:batchSize", "1", "extensons:http:routePrefix", "", "Logging:x", "1", "ours:x", "1"));

        assertThat(warnings(host, Map.of()))
                .containsExactly("'extensons' in host.json has no effect. Did you mean 'extensions'?");
    }

    @Test
    void of_reportsATimeZoneThatIsNone() {
        FunctionDefinition timer = function("tick", "timerTrigger");

        assertThat(warnings(Map.of("WEBSITE_TIME_ZONE", "Mars"), timer))
                .singleElement()
                .asString()
                .contains("WEBSITE_TIME_ZONE", "'Mars'", "UTC");
        assertThat(warnings(Map.of("WEBSITE_TIME_ZONE", "Tokyo Standard Time"), timer))
                .isEmpty();
        assertThat(warnings(Map.of("WEBSITE_TIME_ZONE", "Mars"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "24:00:00, 24 days, For 24 hours, 1.00:00:00",
        "36:00:30, 36 days, For 36 hours, 1.12:00:30",
        "%EVERY%, 48 days, For 48 hours, 2.00:00:00"
    })
    void of_reportsATimerThatCountsDaysWherePeopleMeanHours(String schedule, String days, String hours, String remedy) {
        assertThat(warnings(Map.of("EVERY", "48:00:00"), timer(schedule)))
                .singleElement()
                .asString()
                .contains("'tick'", days, hours, "'" + remedy + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"23:00:00", "1.00:00:00", "0 0 24 * * *", "00:30"})
    void of_reportsNoOtherSchedule(String schedule) {
        assertThat(warnings(Map.of(), timer(schedule))).isEmpty();
    }

    private static FunctionDefinition timer(String schedule) {
        return function("tick", "timerTrigger", Map.of("schedule", schedule), RETRIES);
    }

    private static List<String> warnings(Map<String, String> settings, FunctionDefinition... functions) {
        return warnings(HostSettings.defaults(), settings, functions);
    }

    private static List<String> warnings(
            HostSettings host, Map<String, String> settings, FunctionDefinition... functions) {
        App app = new App(
                Path.of("app"),
                host,
                AppSettings.of(Map.of(), settings, Map.of()),
                LocalHttp.UNSPECIFIED,
                List.of(functions),
                List.of(),
                List.of());
        return AppWarnings.of(app, Extensions.STANDARD);
    }

    private static FunctionDefinition function(String name, String trigger) {
        return function(name, trigger, Map.of(), RETRIES);
    }

    private static FunctionDefinition function(
            String name, String trigger, Map<String, Object> attributes, @Nullable RetryPolicy retry) {
        return new FunctionDefinition(
                name,
                "Functions." + name,
                List.of(new BindingDefinition(trigger, "event", Direction.IN, DataType.UNDEFINED, attributes)),
                false,
                null,
                retry);
    }
}
