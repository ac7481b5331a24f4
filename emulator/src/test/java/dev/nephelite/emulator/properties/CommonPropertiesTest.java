package dev.nephelite.emulator.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommonPropertiesTest {
    private static final String LOGGING = "<Logging><Version>1.0</Version><Delete>true</Delete><Read>false</Read>"
            + "<Write>true</Write><RetentionPolicy><Enabled>true</Enabled><Days>7</Days></RetentionPolicy></Logging>";
    private static final String HOUR_METRICS = "<HourMetrics><Version>1.0</Version><Enabled>true</Enabled>"
            + "<IncludeAPIs>true</IncludeAPIs><RetentionPolicy><Enabled>false</Enabled></RetentionPolicy>"
            + "</HourMetrics>";
    private static final String MINUTE_METRICS = "<MinuteMetrics><Version>1.0</Version><Enabled>false</Enabled>"
            + "<RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></MinuteMetrics>";
    private static final String RULE = "<CorsRule><AllowedOrigins>https://app.example,https://*.example"
            + "</AllowedOrigins><AllowedMethods>GET,PUT</AllowedMethods><MaxAgeInSeconds>60</MaxAgeInSeconds>"
            + "<ExposedHeaders>x-ms-meta-*,ETag</ExposedHeaders><AllowedHeaders></AllowedHeaders></CorsRule>";
    private static final String COMMON = LOGGING + HOUR_METRICS + MINUTE_METRICS + "<Cors>" + RULE + "</Cors>";

    @Nested
    class Given_settings_that_a_client_sent {
        @Test
        void changedBy_returnsWhatWasSent() {
            assertThat(xml(CommonProperties.DEFAULT.changedBy(parse(COMMON)))).isEqualTo(COMMON);
        }

        @Test
        void changedBy_keepsWhatIsNotMentioned() {
            CommonProperties changed =
                    CommonProperties.DEFAULT.changedBy(parse(LOGGING)).changedBy(parse(HOUR_METRICS + MINUTE_METRICS));

            assertThat(xml(changed)).isEqualTo(LOGGING + HOUR_METRICS + MINUTE_METRICS + "<Cors />");
        }

        @Test
        void changedBy_leavesPropertiesOfOneServiceToIt() {
            CommonProperties changed =
                    CommonProperties.DEFAULT.changedBy(parse(LOGGING + "<Other />"), Set.of("Other"));

            assertThat(xml(changed)).startsWith(LOGGING);
        }

        @Test
        void codec_readsAllThatItWrites() {
            Table<CommonProperties> table = new Table<>("settings", CommonProperties.CODEC);
            CommonProperties settings = CommonProperties.DEFAULT.changedBy(parse(COMMON));
            try (Store store = Store.inMemory(new ManualClock(Instant.parse("2026-01-01T12:00:00Z")))) {
                store.write(tx -> {
                    tx.put(table, RecordKey.of("account"), settings);
                    return true;
                });

                assertThat(store.<CommonProperties>read(view -> view.get(table, RecordKey.of("account"))))
                        .isEqualTo(settings);
            }
        }
    }

    @Nested
    class Given_settings_that_are_wrong {
        @ParameterizedTest
        @ValueSource(strings = {"Version", "Delete", "Read", "Write", "RetentionPolicy"})
        void changedBy_refusesIncompleteLogging(String node) {
            assertRefused(LOGGING.replace(node + ">", "Other>"), CommonError.MISSING_REQUIRED_XML_NODE);
        }

        @ParameterizedTest
        @CsvSource({"7,0", "7,366", "7,week", "true,yes"})
        void changedBy_refusesAValueOutOfRange(String right, String wrong) {
            assertRefused(LOGGING.replace(">" + right + "<", ">" + wrong + "<"), CommonError.INVALID_XML_NODE_VALUE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"DefaultServiceVersion", "DeleteRetentionPolicy", "StaticWebsite", "Other"})
        void changedBy_refusesPropertiesOfTheBlobService(String node) {
            assertRefused("<" + node + " />", CommonError.UNSUPPORTED_XML_NODE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"AllowedOrigins", "AllowedMethods", "AllowedHeaders", "ExposedHeaders", "MaxAgeInSeconds"})
        void changedBy_refusesAnIncompleteCorsRule(String node) {
            String rule = RULE.replace(node + ">", "Other>");
            assertRefused("<Cors>" + rule + "</Cors>", CommonError.INVALID_XML_DOCUMENT);
        }

        @ParameterizedTest
        @CsvSource({"GET;PUT,GET;FLY", "GET;PUT,get", "GET;PUT,''", "60,-1", "60,soon"})
        void changedBy_refusesAnInvalidCorsRule(String right, String wrong) {
            String rule = RULE.replace(">" + right.replace(';', ',') + "<", ">" + wrong.replace(';', ',') + "<");
            assertRefused("<Cors>" + rule + "</Cors>", CommonError.INVALID_XML_NODE_VALUE);
        }

        @ParameterizedTest
        @CsvSource({"64, 2, true", "65, 0, false", "0, 3, false"})
        void changedBy_limitsTheHeadersOfACorsRule(int literal, int prefixed, boolean accepted) {
            String names = names(literal, "") + "," + names(prefixed, "*");
            String cors = "<Cors>" + RULE.replace("x-ms-meta-*,ETag", names) + "</Cors>";
            if (accepted) {
                assertThat(xml(CommonProperties.DEFAULT.changedBy(parse(cors)))).contains("a63,b*,bb*");
            } else {
                assertRefused(cors, CommonError.INVALID_XML_NODE_VALUE);
            }
        }

        @Test
        void changedBy_limitsTheNumberAndSizeOfCorsRules() {
            assertThat(xml(CommonProperties.DEFAULT.changedBy(parse("<Cors>" + RULE.repeat(5) + "</Cors>"))))
                    .contains(RULE.repeat(5));
            assertRefused("<Cors>" + RULE.repeat(6) + "</Cors>", CommonError.INVALID_XML_DOCUMENT);
            String long250 = names(1, "x".repeat(248));
            assertRefused(
                    "<Cors>" + RULE.replace("ETag", String.join(",", Collections.nCopies(9, long250))) + "</Cors>",
                    CommonError.INVALID_XML_DOCUMENT);
        }

        private static String names(int count, String end) {
            return IntStream.range(0, count)
                    .mapToObj(i -> end.isEmpty() ? "a" + i : "b".repeat(i + 1) + end)
                    .collect(Collectors.joining(","));
        }
    }

    private static void assertRefused(String settings, CommonError error) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> CommonProperties.DEFAULT.changedBy(parse(settings)))
                .returns(error, StorageException::error);
    }

    private static XmlElement parse(String settings) {
        String document = "<StorageServiceProperties>" + settings + "</StorageServiceProperties>";
        return XmlElement.parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static String xml(CommonProperties settings) {
        XmlWriter xml = new XmlWriter().open("S");
        settings.write(xml);
        return content(xml);
    }

    private static String content(XmlWriter xml) {
        String document = new String(xml.close().bytes(), StandardCharsets.UTF_8);
        return document.substring(document.indexOf("<S>") + 3, document.length() - 4);
    }
}
