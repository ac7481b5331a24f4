package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.java.TestApp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HostDefaultsTest {
    private static final String EMULATORS = "AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:5/a";

    private static final String TRACES = "http://127.0.0.1:5/otlp/v1/traces";

    @TempDir
    private Path folder = Path.of("");

    private AppSettings complete(
            Map<String, String> environment, Map<String, String> local, @Nullable String emulators) {
        App app = new App(
                folder,
                TestApp.of(folder, Map.of()).host(),
                AppSettings.of(environment, local, Map.of()),
                LocalHttp.UNSPECIFIED,
                List.of(),
                List.of(),
                List.of());
        return HostDefaults.complete(
                app,
                HostOptions.builder(
                                TestApp.loader(app), Clocks.single(new ManualClock(Instant.EPOCH)), RandomIds.seeded(1))
                        .developmentStorage(emulators)
                        .traceEndpoint(TRACES)
                        .log(new RecordedLog())
                        .build(),
                7071);
    }

    @Test
    void an_app_reports_its_spans_to_this_machine() {
        AppSettings settings = complete(Map.of(), Map.of(), null);

        assertThat(settings.outsideEnvironment())
                .containsEntry("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", TRACES)
                .containsEntry("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"})
    void an_app_with_a_collector_of_its_own_keeps_it(String name) {
        String collector = "http://collector:4318";

        for (AppSettings settings : List.of(
                complete(Map.of(), Map.of(name, collector), null), complete(Map.of(name, collector), Map.of(), null))) {
            assertThat(settings.value(name)).isEqualTo(collector);
            assertThat(settings.outsideEnvironment()).doesNotContainValue(TRACES);
            assertThat(settings.value("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")).isNull();
        }
    }

    @Nested
    class Given_emulators_at_hand {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "UseDevelopmentStorage=true",
                    "UseDevelopmentStorage=true;",
                    "usedevelopmentstorage=TRUE",
                    " UseDevelopmentStorage = true ; "
                })
        void development_storage_means_these(String value) {
            AppSettings appSettings =
                    complete(Map.of(), Map.of("AzureWebJobsStorage", value, "Orders", value), EMULATORS);

            assertThat(appSettings.connection(null)).isEqualTo(EMULATORS);
            assertThat(appSettings.connection("Orders")).isEqualTo(EMULATORS);
            assertThat(appSettings.outsideEnvironment())
                    .containsEntry("AzureWebJobsStorage", EMULATORS)
                    .containsEntry("Orders", EMULATORS);
        }

        @Test
        void the_app_is_told_so_even_where_its_environment_says_otherwise() {
            AppSettings appSettings =
                    complete(Map.of("MY__STORAGE", "UseDevelopmentStorage=true", "OTHER", "x"), Map.of(), EMULATORS);

            assertThat(appSettings.outsideEnvironment())
                    .containsEntry("MY__STORAGE", EMULATORS)
                    .doesNotContainKey("OTHER");
        }

        @Test
        void any_other_storage_stays_what_it_is() {
            String azure = "DefaultEndpointsProtocol=https;AccountName=mine;AccountKey=a2V5";

            assertThat(complete(Map.of(), Map.of("AzureWebJobsStorage", azure), EMULATORS)
                            .connection(null))
                    .isEqualTo(azure);
        }

        @Test
        void an_app_without_storage_uses_them() {
            assertThat(complete(Map.of(), Map.of(), EMULATORS).connection(null)).isEqualTo(EMULATORS);
        }

        @Test
        void so_does_one_whose_setting_for_it_was_never_filled_in() {
            AppSettings appSettings = complete(Map.of(), Map.of("AzureWebJobsStorage", ""), EMULATORS);

            assertThat(appSettings.connection("AzureWebJobsStorage")).isEqualTo(EMULATORS);
            assertThat(appSettings.outsideEnvironment()).containsEntry("AzureWebJobsStorage", EMULATORS);
        }
    }

    @Test
    void without_emulators_at_hand_development_storage_is_where_it_always_is() {
        assertThat(complete(Map.of(), Map.of(), null).connection(null)).isEqualTo("UseDevelopmentStorage=true");
    }

    @Test
    void an_app_that_signs_in_with_an_identity_does_not_lack_storage() {
        assertThat(HostDefaults.lacksStorage(
                        AppSettings.of(Map.of(), Map.of("AzureWebJobsStorage__accountName", "mine"), Map.of())))
                .isFalse();
    }

    @Test
    void the_app_may_ask_where_it_runs_unless_it_knows_better() {
        AppSettings appSettings = complete(Map.of("AZURE_FUNCTIONS_ENVIRONMENT", "Staging"), Map.of(), null);

        assertThat(appSettings.value("WEBSITE_HOSTNAME")).isEqualTo("localhost:7071");
        assertThat(appSettings.value("AZURE_FUNCTIONS_ENVIRONMENT")).isEqualTo("Staging");
    }
}
