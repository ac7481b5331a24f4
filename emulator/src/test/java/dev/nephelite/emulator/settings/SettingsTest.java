package dev.nephelite.emulator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Table;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SettingsTest {
    private static final String LOGGING = "<Logging><Version>1.0</Version><Delete>true</Delete><Read>false</Read>"
            + "<Write>true</Write><RetentionPolicy><Enabled>true</Enabled><Days>7</Days></RetentionPolicy></Logging>";
    private static final String HOUR_METRICS = "<HourMetrics><Version>1.0</Version><Enabled>true</Enabled>"
            + "<IncludeAPIs>true</IncludeAPIs><RetentionPolicy><Enabled>false</Enabled></RetentionPolicy>"
            + "</HourMetrics>";
    private static final String MINUTE_METRICS = "<MinuteMetrics><Version>1.0</Version><Enabled>false</Enabled>"
            + "<RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></MinuteMetrics>";
    private static final String ALL = LOGGING + HOUR_METRICS + MINUTE_METRICS + "<Cors />"
            + "<DefaultServiceVersion>2021-12-02</DefaultServiceVersion>";

    @Nested
    class Given_settings_that_a_client_sent {
        @Test
        void they_are_reported_as_they_were_sent() {
            assertThat(xml(Settings.DEFAULT.changedBy(parse(ALL)))).isEqualTo(ALL);
        }

        @Test
        void what_the_next_client_does_not_mention_stays() {
            Settings changed =
                    Settings.DEFAULT.changedBy(parse(LOGGING)).changedBy(parse(HOUR_METRICS + MINUTE_METRICS));

            assertThat(xml(changed)).isEqualTo(LOGGING + HOUR_METRICS + MINUTE_METRICS + "<Cors />");
        }

        @Test
        void a_store_keeps_all_of_them() {
            Table<Settings> table = new Table<>("settings", Settings.CODEC);
            Settings settings = Settings.DEFAULT.changedBy(parse(ALL));
            try (Store store = Store.inMemory(new ManualClock(Instant.parse("2026-01-01T12:00:00Z")))) {
                store.write(tx -> {
                    tx.put(table, Key.of("account"), settings);
                    return true;
                });

                assertThat(store.<Settings>read(view -> view.get(table, Key.of("account"))))
                        .isEqualTo(settings);
            }
        }
    }

    @Nested
    class Given_settings_that_are_wrong {
        @ParameterizedTest
        @ValueSource(strings = {"Version", "Delete", "Read", "Write", "RetentionPolicy"})
        void logging_must_be_complete(String node) {
            assertRefused(LOGGING.replace(node + ">", "Other>"), CommonError.MISSING_REQUIRED_XML_NODE);
        }

        @ParameterizedTest
        @CsvSource({"7,0", "7,366", "7,week", "true,yes"})
        void a_value_must_be_in_its_range(String right, String wrong) {
            assertRefused(LOGGING.replace(">" + right + "<", ">" + wrong + "<"), CommonError.INVALID_XML_NODE_VALUE);
        }

        @Test
        void rules_for_web_pages_are_not_accepted_as_long_as_they_would_not_be_obeyed() {
            assertRefused("<Cors><CorsRule/></Cors>", CommonError.NOT_IMPLEMENTED);
        }
    }

    private static void assertRefused(String settings, CommonError error) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Settings.DEFAULT.changedBy(parse(settings)))
                .returns(error, StorageException::error);
    }

    private static XmlElement parse(String settings) {
        String document = "<StorageServiceProperties>" + settings + "</StorageServiceProperties>";
        return XmlElement.parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static String xml(Settings settings) {
        XmlWriter xml = new XmlWriter().open("S");
        settings.write(xml);
        String document = new String(xml.close().bytes(), StandardCharsets.UTF_8);
        return document.substring(document.indexOf("<S>") + 3, document.length() - 4);
    }
}
