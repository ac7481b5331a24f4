package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.RestAssured;
import io.restassured.specification.FilterableRequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        void it_is_spoken_with_clients_that_do_not_say_theirs() {
            RestAssured.given()
                    .get(service.endpoint() + "/photos?restype=container")
                    .then()
                    .header("x-ms-version", "2021-12-02");
            service.request().get("/?comp=list").then().header("x-ms-version", "2026-02-06");
        }

        @Test
        void its_limits_are_theirs() {
            service.container("logs");
            service.appendBlob().put("/logs/app.log").then().statusCode(201);
            byte[] block = new byte[4 * 1024 * 1024 + 1];
            FilterableRequestSpecification silent =
                    (FilterableRequestSpecification) service.request().body(block);

            silent.removeHeader("x-ms-version")
                    .put("/logs/app.log?comp=appendblock")
                    .then()
                    .statusCode(413)
                    .header("x-ms-error-code", "RequestBodyTooLarge");
            service.request()
                    .body(block)
                    .put("/logs/app.log?comp=appendblock")
                    .then()
                    .statusCode(201);
        }

        @Test
        void it_stays_when_something_else_is_set() {
            set("<Cors />");

            service.request().get(PATH).then().body(ROOT + "DefaultServiceVersion", equalTo("2021-12-02"));
        }
    }

    @Nested
    class Given_an_owner_who_wants_deleted_blobs_to_be_kept {
        Given_an_owner_who_wants_deleted_blobs_to_be_kept() {
            set("<DeleteRetentionPolicy><Enabled>true</Enabled><Days>7</Days>"
                    + "<AllowPermanentDelete>true</AllowPermanentDelete></DeleteRetentionPolicy>");
        }

        @Test
        void the_policy_is_told_as_it_was_set() {
            service.request()
                    .get(PATH)
                    .then()
                    .body(ROOT + "DeleteRetentionPolicy.Enabled", equalTo("true"))
                    .body(ROOT + "DeleteRetentionPolicy.Days", equalTo("7"))
                    .body(ROOT + "DeleteRetentionPolicy.AllowPermanentDelete", equalTo("true"));
        }

        @Test
        void it_can_be_given_up_again() {
            set("<DeleteRetentionPolicy><Enabled>false</Enabled></DeleteRetentionPolicy>");

            service.request()
                    .get(PATH)
                    .then()
                    .body(ROOT + "DeleteRetentionPolicy.Enabled", equalTo("false"))
                    .body(not(containsString("<Days>")));
        }
    }

    @Nested
    class Given_settings_that_cannot_be_taken {
        @ParameterizedTest
        @CsvSource({
            "not xml, InvalidXmlDocument",
            "<Other />, InvalidXmlDocument",
            "<StorageServiceProperties><Logging /></StorageServiceProperties>, MissingRequiredXmlNode"
        })
        void what_cannot_be_read_is_refused(String document, String code) {
            refuse(document, code);
        }

        @ParameterizedTest
        @CsvSource({
            "<Other />, UnsupportedXmlNode",
            "<DefaultServiceVersion>newest</DefaultServiceVersion>, InvalidXmlNodeValue",
            "<DeleteRetentionPolicy><Enabled>true</Enabled></DeleteRetentionPolicy>, MissingRequiredXmlNode",
            "<DeleteRetentionPolicy><Enabled>true</Enabled><Days>0</Days></DeleteRetentionPolicy>, InvalidXmlNodeValue",
            "<DeleteRetentionPolicy><Enabled>true</Enabled><Days>366</Days></DeleteRetentionPolicy>, InvalidXmlNodeValue",
            "<DeleteRetentionPolicy><Days>7</Days></DeleteRetentionPolicy>, MissingRequiredXmlNode",
            "<StaticWebsite><Enabled>perhaps</Enabled></StaticWebsite>, InvalidXmlNodeValue",
            "<StaticWebsite><Enabled>true</Enabled><IndexDocument>a/b</IndexDocument></StaticWebsite>,"
                    + " InvalidXmlNodeValue",
            "<StaticWebsite><Enabled>true</Enabled><IndexDocument>a</IndexDocument>"
                    + "<DefaultIndexDocumentPath>b</DefaultIndexDocumentPath></StaticWebsite>, InvalidXmlDocument"
        })
        void what_makes_no_sense_is_refused(String settings, String code) {
            refuse("<StorageServiceProperties>" + settings + "</StorageServiceProperties>", code);
        }

        private void refuse(String document, String code) {
            String before = service.request().get(PATH).asString();

            service.xml(document).put(PATH).then().statusCode(400).header("x-ms-error-code", code);
            assertThat(service.request().get(PATH).asString()).isEqualTo(before);
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
