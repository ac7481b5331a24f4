package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Set Blob Properties, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SetBlobPropertiesTest {
    private static final String CAT = "/photos/cat.txt";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_blob_with_properties {
        private String before = "";

        @BeforeEach
        void put() {
            before = service.blob("miau")
                    .contentType("text/plain")
                    .header("x-ms-blob-content-language", "de")
                    .header("x-ms-blob-cache-control", "no-store")
                    .header("x-ms-meta-Owner", "Anna")
                    .put(CAT)
                    .header("ETag");
        }

        @Test
        void those_that_a_request_does_not_name_are_cleared() {
            service.request()
                    .header("x-ms-blob-content-disposition", "inline")
                    .put(CAT + "?comp=properties")
                    .then()
                    .statusCode(200)
                    .header("ETag", not(equalTo(before)))
                    .header("Last-Modified", BlobService.NOON_AS_HEADER);

            service.request()
                    .get(CAT)
                    .then()
                    .header("Content-Disposition", "inline")
                    .header("Content-Type", "application/octet-stream")
                    .header("Content-Language", nullValue())
                    .header("Cache-Control", nullValue())
                    .header("Content-MD5", nullValue())
                    .header("x-ms-meta-Owner", "Anna")
                    .body(equalTo("miau"));
        }

        @Test
        void all_are_cleared_by_a_request_that_names_none() {
            service.request().put(CAT + "?comp=properties").then().statusCode(200);

            service.request()
                    .head(CAT)
                    .then()
                    .header("Content-Type", "application/octet-stream")
                    .header("Content-Language", nullValue())
                    .header("Cache-Control", nullValue())
                    .header("Content-MD5", nullValue())
                    .header("x-ms-meta-Owner", "Anna");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1B2M2Y8AsgTpgAmY7PhCfg==", "AQIDBA=="})
        void a_checksum_is_stored_as_it_is_given(String md5) {
            service.request()
                    .header("x-ms-blob-content-md5", md5)
                    .put(CAT + "?comp=properties")
                    .then()
                    .statusCode(200);

            service.request().head(CAT).then().header("Content-MD5", md5);
        }

        @Test
        void a_checksum_must_be_Base64() {
            service.request()
                    .header("x-ms-blob-content-md5", "?")
                    .put(CAT + "?comp=properties")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidMd5");

            service.request().head(CAT).then().header("ETag", before);
        }

        @ParameterizedTest
        @CsvSource({"x-ms-blob-content-length, 512", "x-ms-sequence-number-action, increment"})
        void what_only_page_blobs_have_cannot_be_set(String header, String value) {
            service.request()
                    .header(header, value)
                    .put(CAT + "?comp=properties")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue")
                    .body("Error.HeaderName", equalTo(header));

            service.request().head(CAT).then().header("ETag", before);
        }
    }

    @Nested
    class Given_no_blob {
        @Test
        void it_has_no_properties() {
            service.request()
                    .put(CAT + "?comp=properties")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "BlobNotFound");
        }
    }
}
