package dev.nephelite.protocol;

import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Get and Set Blob Service Properties, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobServicePropertiesTest {
    private static final String PATH = "?restype=service&comp=properties";
    private static final String ROOT = "StorageServiceProperties.";

    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_an_owner_who_has_set_nothing {
        @Test
        void everything_is_off() {
            service.request()
                    .get(PATH)
                    .then()
                    .statusCode(200)
                    .contentType("application/xml")
                    .body(ROOT + "Logging.Write", equalTo("false"))
                    .body(ROOT + "HourMetrics.Enabled", equalTo("false"))
                    .body(ROOT + "Cors", emptyString())
                    .body(ROOT + "DeleteRetentionPolicy.Enabled", equalTo("false"))
                    .body(ROOT + "StaticWebsite.Enabled", equalTo("false"));
        }

        @Test
        void what_is_reported_can_be_sent_back() {
            service.xml(service.request().get(PATH).asString()).put(PATH).then().statusCode(202);
        }

        @Test
        void logging_can_be_switched_on_as_some_clients_do_at_start() {
            set("<Logging><Version>1.0</Version><Delete>false</Delete><Read>false</Read><Write>true</Write>"
                    + "<RetentionPolicy><Enabled>true</Enabled><Days>7</Days></RetentionPolicy></Logging>");

            service.request()
                    .get(PATH)
                    .then()
                    .body(ROOT + "Logging.Write", equalTo("true"))
                    .body(ROOT + "Logging.RetentionPolicy.Days", equalTo("7"));
        }
    }

    @Nested
    class Given_an_owner_who_has_set_a_default_version {
        Given_an_owner_who_has_set_a_default_version() {
            set("<DefaultServiceVersion>2021-12-02</DefaultServiceVersion>");
        }

        @Test
        void it_stays_when_something_else_is_set() {
            set("<Cors />");

            service.request().get(PATH).then().body(ROOT + "DefaultServiceVersion", equalTo("2021-12-02"));
        }
    }

    @Nested
    class Given_settings_that_cannot_be_taken {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<Cors><CorsRule><AllowedOrigins>*</AllowedOrigins></CorsRule></Cors>",
                    "<DeleteRetentionPolicy><Enabled>true</Enabled><Days>7</Days></DeleteRetentionPolicy>",
                    "<StaticWebsite><Enabled>true</Enabled></StaticWebsite>"
                })
        void what_would_not_be_obeyed_is_refused(String settings) {
            service.xml("<StorageServiceProperties>" + settings + "</StorageServiceProperties>")
                    .put(PATH)
                    .then()
                    .statusCode(501)
                    .header("x-ms-error-code", "NotImplemented");
        }

        @ParameterizedTest
        @CsvSource({
            "not xml, InvalidXmlDocument",
            "<Other />, InvalidXmlDocument",
            "<StorageServiceProperties><Logging /></StorageServiceProperties>, MissingRequiredXmlNode"
        })
        void what_cannot_be_read_is_refused(String document, String code) {
            service.xml(document).put(PATH).then().statusCode(400).header("x-ms-error-code", code);
        }
    }

    private void set(String settings) {
        service.xml("<?xml version=\"1.0\" encoding=\"utf-8\"?><StorageServiceProperties>" + settings
                        + "</StorageServiceProperties>")
                .put(PATH)
                .then()
                .statusCode(202);
    }
}
