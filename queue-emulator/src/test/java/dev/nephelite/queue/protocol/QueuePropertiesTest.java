package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Get and Set Queue Service Properties, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueuePropertiesTest {
    private static final String TARGET = "/?restype=service&comp=properties";
    private static final String NO_RETENTION = "<RetentionPolicy><Enabled>false</Enabled></RetentionPolicy>";
    private static final String METRICS = "<HourMetrics><Version>1.0</Version><Enabled>true</Enabled>"
            + "<IncludeAPIs>true</IncludeAPIs>" + NO_RETENTION + "</HourMetrics>";

    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_nobody_has_set_anything {
        @Test
        void getServiceProperties_returnsLoggingAndMetricsOffByDefault() {
            assertThat(get())
                    .isEqualTo("<?xml version=\"1.0\" encoding=\"utf-8\"?><StorageServiceProperties><Logging>"
                            + "<Version>1.0</Version><Delete>false</Delete><Read>false</Read><Write>false</Write>"
                            + NO_RETENTION + "</Logging><HourMetrics><Version>1.0</Version><Enabled>false</Enabled>"
                            + NO_RETENTION + "</HourMetrics><MinuteMetrics><Version>1.0</Version>"
                            + "<Enabled>false</Enabled>" + NO_RETENTION + "</MinuteMetrics><Cors />"
                            + "</StorageServiceProperties>");
        }
    }

    @Nested
    class Given_a_client_that_sets_one_thing {
        @Test
        void setServiceProperties_changesWhatIsSentAndKeepsTheRest() {
            String before = get();
            set(METRICS, 202);

            assertThat(get()).contains(METRICS);
            assertThat(get().replaceFirst("<HourMetrics>.*</HourMetrics>", ""))
                    .isEqualTo(before.replaceFirst("<HourMetrics>.*</HourMetrics>", ""));
        }
    }

    @Nested
    class Given_a_document_that_breaks_the_rules {
        @Test
        void setServiceProperties_refusesAnInvalidDocumentAndChangesNothing() {
            String before = get();
            set(METRICS.replace("<Enabled>true", "<Enabled>maybe"), 400);
            service.xml("no document")
                    .put(TARGET)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidXmlDocument");

            assertThat(get()).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<DefaultServiceVersion>2021-12-02</DefaultServiceVersion>",
                    "<DeleteRetentionPolicy><Enabled>false</Enabled></DeleteRetentionPolicy>",
                    "<StaticWebsite><Enabled>true</Enabled></StaticWebsite>"
                })
        void setServiceProperties_refusesPropertiesOfTheBlobService(String element) {
            String before = get();
            service.xml("<StorageServiceProperties>" + element + "</StorageServiceProperties>")
                    .put(TARGET)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "UnsupportedXmlNode");

            assertThat(get()).isEqualTo(before);
        }
    }

    private String get() {
        return service.request().get(TARGET).then().statusCode(200).extract().asString();
    }

    private void set(String element, int status) {
        service.xml("<StorageServiceProperties>" + element + "</StorageServiceProperties>")
                .put(TARGET)
                .then()
                .statusCode(status);
    }
}
