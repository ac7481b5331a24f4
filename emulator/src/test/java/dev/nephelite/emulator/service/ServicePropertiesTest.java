package dev.nephelite.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.store.DataFolder;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Table;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of a service, as clients set them and read them back. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ServicePropertiesTest {
    private static final String LOGGING = "<Logging><Version>1.0</Version><Delete>true</Delete><Read>false</Read>"
            + "<Write>true</Write><RetentionPolicy><Enabled>true</Enabled><Days>7</Days></RetentionPolicy></Logging>";
    private static final String METRICS = "<HourMetrics><Version>1.0</Version><Enabled>true</Enabled>"
            + "<IncludeAPIs>true</IncludeAPIs><RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></HourMetrics>";
    private static final String RULE = "<CorsRule><AllowedOrigins>http://a.example,*</AllowedOrigins>"
            + "<AllowedMethods>GET,PUT</AllowedMethods><MaxAgeInSeconds>500</MaxAgeInSeconds>"
            + "<ExposedHeaders>x-ms-meta-data*</ExposedHeaders><AllowedHeaders></AllowedHeaders></CorsRule>";
    private static final String NO_RETENTION = "<RetentionPolicy><Enabled>false</Enabled></RetentionPolicy>";

    @Nested
    class Given_a_new_service {
        @Test
        void everything_is_off() {
            assertThat(xml(ServiceProperties.DEFAULT))
                    .endsWith("<StorageServiceProperties><Logging><Version>1.0</Version><Delete>false</Delete>"
                            + "<Read>false</Read><Write>false</Write>" + NO_RETENTION + "</Logging>"
                            + "<HourMetrics><Version>1.0</Version><Enabled>false</Enabled>" + NO_RETENTION
                            + "</HourMetrics><MinuteMetrics><Version>1.0</Version><Enabled>false</Enabled>"
                            + NO_RETENTION + "</MinuteMetrics><Cors></Cors></StorageServiceProperties>");
        }
    }

    @Nested
    class Given_a_service_with_settings {
        private final ServiceProperties before =
                ServiceProperties.DEFAULT.with(document(LOGGING + METRICS + "<Cors>" + RULE + "</Cors>"));

        @Test
        void they_are_read_back_as_they_were_set() {
            assertThat(xml(before)).contains(LOGGING, METRICS, "<Cors>" + RULE + "</Cors>");
        }

        @Test
        void setting_one_leaves_the_others() {
            ServiceProperties after = before.with(document("<MinuteMetrics><Version>1.0</Version>"
                    + "<Enabled>true</Enabled>" + NO_RETENTION + "</MinuteMetrics>"));

            assertThat(after.minuteMetrics().enabled()).isTrue();
            assertThat(after.logging()).isEqualTo(before.logging());
            assertThat(after.hourMetrics()).isEqualTo(before.hourMetrics());
            assertThat(after.cors()).isEqualTo(before.cors());
        }

        @Test
        void an_empty_list_of_rules_removes_all_rules() {
            assertThat(before.with(document("<Cors />")).cors()).isEmpty();
        }

        @Test
        void they_survive_in_a_data_folder(@TempDir Path folder) throws Exception {
            Table<ServiceProperties> table = new Table<>("properties", ServiceProperties.CODEC);
            ManualClock clock = new ManualClock(Instant.EPOCH);
            try (DataFolder opened = DataFolder.open(folder);
                    Store store = Store.open(opened, clock)) {
                store.write(tx -> {
                    tx.put(table, Key.of("a"), before);
                    tx.put(table, Key.of("b"), ServiceProperties.DEFAULT);
                    return true;
                });
            }
            try (DataFolder opened = DataFolder.open(folder);
                    Store store = Store.open(opened, clock)) {
                assertThat(store.<ServiceProperties>read(view -> view.get(table, Key.of("a"))))
                        .isEqualTo(before);
                assertThat(store.<ServiceProperties>read(view -> view.get(table, Key.of("b"))))
                        .isEqualTo(ServiceProperties.DEFAULT);
            }
        }
    }

    @Nested
    class Given_a_document_that_breaks_the_rules {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<Other/>",
                    "<StorageServiceProperties><Logging/></StorageServiceProperties>",
                    "<StorageServiceProperties><HourMetrics><Version>1.0</Version><Enabled>true</Enabled>"
                            + "</HourMetrics></StorageServiceProperties>",
                    "<StorageServiceProperties><HourMetrics><Version>1.0</Version><Enabled>true</Enabled>"
                            + "<RetentionPolicy><Enabled>true</Enabled></RetentionPolicy>"
                            + "</HourMetrics></StorageServiceProperties>",
                    "<StorageServiceProperties><Cors><CorsRule/></Cors></StorageServiceProperties>",
                })
        void a_missing_element_makes_it_invalid(String document) {
            assertRefused(parse(document), CommonError.INVALID_XML_DOCUMENT);
        }

        @Test
        void a_sixth_rule_makes_it_invalid() {
            XmlElement six = document("<Cors>" + RULE.repeat(6) + "</Cors>");

            assertRefused(six, CommonError.INVALID_XML_DOCUMENT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "366", "many"})
        void days_outside_a_year_are_refused(String days) {
            assertRefused(document(LOGGING.replace("<Days>7", "<Days>" + days)), CommonError.INVALID_XML_NODE_VALUE);
        }

        @Test
        void a_rule_with_too_many_origins_headers_or_prefixes_is_refused() {
            assertRefused(rule("http://a.example,*", "x,".repeat(64) + "x"), CommonError.INVALID_XML_NODE_VALUE);
            assertRefused(rule("x-ms-meta-data*", "x,".repeat(64) + "x"), CommonError.INVALID_XML_NODE_VALUE);
            assertRefused(rule("x-ms-meta-data*", "a*,b*,c*"), CommonError.INVALID_XML_NODE_VALUE);
        }

        @Test
        void a_rule_with_an_unknown_method_or_a_negative_age_is_refused() {
            assertRefused(rule("GET,PUT", "GET,FETCH"), CommonError.INVALID_XML_NODE_VALUE);
            assertRefused(rule("500", "-1"), CommonError.INVALID_XML_NODE_VALUE);
        }

        private XmlElement rule(String part, String replacement) {
            return document("<Cors>" + RULE.replace(part, replacement) + "</Cors>");
        }

        private void assertRefused(XmlElement sent, CommonError error) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> ServiceProperties.DEFAULT.with(sent))
                    .returns(error, StorageException::error);
        }
    }

    private static String xml(ServiceProperties properties) {
        XmlWriter xml = new XmlWriter().open(ServiceProperties.ROOT);
        properties.writeTo(xml);
        return new String(xml.close().bytes(), StandardCharsets.UTF_8);
    }

    private static XmlElement document(String content) {
        return parse("<StorageServiceProperties>" + content + "</StorageServiceProperties>");
    }

    private static XmlElement parse(String document) {
        return XmlElement.parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }
}
