package dev.nephelite.function.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppSettingsTest {
    private static AppSettings local(Map<String, String> values) {
        return AppSettings.of(Map.of(), values, Map.of());
    }

    @Nested
    class Given_a_setting_in_several_places {
        private final AppSettings appSettings = AppSettings.of(
                Map.of("A", "environment"), Map.of("A", "local", "B", "local"), Map.of("B", "default", "C", "default"));

        @Test
        void value_prefersTheEnvironmentToTheFileAndTheFileToTheDefault() {
            assertThat(appSettings.value("A")).isEqualTo("environment");
            assertThat(appSettings.value("B")).isEqualTo("local");
            assertThat(appSettings.value("C")).isEqualTo("default");
        }

        @Test
        void outsideEnvironment_listsSettingsThatAreNotVariables() {
            assertThat(appSettings.outsideEnvironment()).isEqualTo(Map.of("B", "local", "C", "default"));
        }

        @Test
        void value_ignoresCaseAndTreatsTwoUnderscoresAsAColon() {
            AppSettings nested = local(Map.of("My__Nested__Name", "x"));

            assertThat(nested.value("my:nested:NAME")).isEqualTo("x");
            assertThat(nested.section("my:nested")).isEqualTo(Map.of("Name", "x"));
        }
    }

    @Nested
    class Given_a_text_with_settings_in_it {
        private final AppSettings appSettings = local(Map.of("QUEUE", "orders", "Env", "test"));

        @ParameterizedTest
        @CsvSource({"%QUEUE%, orders", "%queue%-%env%, orders-test", "plain, plain", "a-%Env%-b, a-test-b"})
        void they_are_replaced(String text, String resolved) {
            assertThat(appSettings.resolve(text)).isEqualTo(resolved);
        }

        @Test
        void resolve_refusesAnUnknownSettingWithTheRemedy() {
            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> appSettings.resolve("%NONE%"))
                    .withMessageStartingWith("'%NONE%' does not resolve to a value.")
                    .withMessageContaining("local.settings.json");
        }

        @Test
        void resolve_refusesASinglePercentSign() {
            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> appSettings.resolve("100%"))
                    .withMessage("The '%' at position 3 of '100%' does not have a closing '%'.");
        }
    }

    @Nested
    class Given_the_name_of_a_connection {
        private final AppSettings appSettings = local(Map.of(
                "AzureWebJobsStorage", "own storage",
                "Other", "other",
                "AzureWebJobsBoth", "with prefix",
                "Both", "without prefix",
                "ConnectionStrings:Listed", "listed",
                "NAME", "Other"));

        @ParameterizedTest
        @CsvSource(
                nullValues = "null",
                value = {
                    "null, own storage",
                    "'', own storage",
                    "Storage, own storage",
                    "AzureWebJobsStorage, own storage",
                    "Other, other",
                    "Both, with prefix",
                    "Listed, listed",
                    "%NAME%, other"
                })
        void it_is_looked_for_with_the_prefix_of_the_cloud_first(@Nullable String name, String connection) {
            assertThat(appSettings.connection(name)).isEqualTo(connection);
        }

        @Test
        void connection_refusesAnUnknownNameWithTheFullNameAndTheRemedy() {
            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> appSettings.connection("Elsewhere"))
                    .withMessageStartingWith(
                            "Storage account connection string 'AzureWebJobsElsewhere' does not exist.")
                    .withMessageContaining("local.settings.json");
        }

        @Test
        void connection_refusesAConnectionWithAnIdentity() {
            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() ->
                            local(Map.of("Photos__blobServiceUri", "https://x")).connection("Photos"))
                    .withMessageContaining("The connection 'Photos' signs in with an identity");
        }
    }
}
