package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Get Blob and Get Blob Properties, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GetBlobTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String DIGITS = "0123456789";
    private static final String MD5_OF_DIGITS = "eB5eJF1ptWaXm4bijSPyxw==";

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
    class Given_a_blob {
        @BeforeEach
        void put() {
            service.blob(DIGITS).header("x-ms-meta-Owner", "Anna").put(CAT);
        }

        @Test
        void it_comes_with_everything_that_clients_look_for() {
            describe(service.request().get(CAT)).then().statusCode(200).body(equalTo(DIGITS));
        }

        @Test
        void its_properties_are_the_same_without_the_bytes_and_with_the_tier() {
            describe(service.request().head(CAT))
                    .then()
                    .statusCode(200)
                    .header("x-ms-access-tier", "Hot")
                    .header("x-ms-access-tier-inferred", "true")
                    .body(emptyString());
        }

        @Test
        void its_encoding_is_passed_on_untouched() {
            service.blob("not really zipped")
                    .header("x-ms-blob-content-encoding", "gzip")
                    .put(CAT);

            service.request()
                    .header("Accept-Encoding", "identity")
                    .head(CAT)
                    .then()
                    .header("Content-Encoding", "gzip")
                    .header("Content-Length", "17");
        }

        @ParameterizedTest
        @CsvSource({
            "bytes=0-9, 0123456789, 0-9",
            "bytes=0-0, 0, 0-0",
            "bytes=3-5, 345, 3-5",
            "bytes=7-, 789, 7-9",
            "bytes=5-99999999999, 56789, 5-9"
        })
        void a_range_comes_alone(String range, String content, String sent) {
            service.request()
                    .header("x-ms-range", range)
                    .header("Range", "bytes=1-1")
                    .get(CAT)
                    .then()
                    .statusCode(206)
                    .header("Content-Range", "bytes " + sent + "/10")
                    .header("Content-Length", Integer.toString(content.length()))
                    .header("Content-MD5", nullValue())
                    .header("x-ms-blob-content-md5", MD5_OF_DIGITS)
                    .body(equalTo(content));
        }

        @ParameterizedTest
        @ValueSource(strings = {"bytes=0--1", "bytes=-5", "bytes=5-3", "bytes=1-2,4-5", "lines=1-2"})
        void a_range_that_makes_no_sense_is_passed_over(String range) {
            service.request()
                    .header("x-ms-range", range)
                    .get(CAT)
                    .then()
                    .statusCode(200)
                    .body(equalTo(DIGITS));
        }

        @ParameterizedTest
        @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=99-100"})
        void a_range_behind_the_end_is_refused_with_the_length(String range) {
            service.request()
                    .header("Range", range)
                    .get(CAT)
                    .then()
                    .statusCode(416)
                    .header("x-ms-error-code", "InvalidRange")
                    .header("Content-Range", "bytes */10");
        }

        @ParameterizedTest
        @CsvSource({
            "x-ms-range-get-content-md5, Content-MD5, 2B+cG+LgiWS/nySxXw5JAA==",
            "x-ms-range-get-content-crc64, x-ms-content-crc64, QRjCNb9fPig="
        })
        void a_range_comes_with_the_checksum_that_is_asked_for(String wish, String header, String value) {
            String actual = service.request()
                    .header("x-ms-range", "bytes=3-5")
                    .header(wish, "true")
                    .get(CAT)
                    .header(header);

            assertThat(actual).isEqualTo(value);
        }

        @ParameterizedTest
        @CsvSource({"x-ms-range-get-content-md5", "x-ms-range-get-content-crc64"})
        void a_checksum_is_not_made_of_the_whole(String wish) {
            service.request()
                    .header(wish, "true")
                    .get(CAT)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue");
        }

        @ParameterizedTest
        @ValueSource(strings = {"snapshot", "versionid"})
        void it_has_no_older_states(String parameter) {
            service.request()
                    .get(CAT + "?" + parameter + "=2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "BlobNotFound");
            service.request().get(CAT + "?" + parameter + "=yesterday").then().statusCode(400);
        }

        private Response describe(Response response) {
            response.then()
                    .header("Content-Length", "10")
                    .header("Content-Type", "application/octet-stream")
                    .header("Content-MD5", MD5_OF_DIGITS)
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-creation-time", BlobService.NOON_AS_HEADER)
                    .header("x-ms-blob-type", "BlockBlob")
                    .header("x-ms-lease-status", "unlocked")
                    .header("x-ms-lease-state", "available")
                    .header("x-ms-server-encrypted", "true")
                    .header("Accept-Ranges", "bytes")
                    .header("x-ms-meta-owner", "Anna");
            return response;
        }
    }

    @Nested
    class Given_a_blob_of_more_than_4_MiB {
        @BeforeEach
        void put() {
            service.put(CAT, "x".repeat(4 * 1024 * 1024 + 1));
        }

        @ParameterizedTest
        @CsvSource({"bytes=0-4194303, 206", "bytes=0-4194304, 400"})
        void a_checksum_is_made_of_4_MiB_at_most(String range, int status) {
            service.request()
                    .header("x-ms-range", range)
                    .header("x-ms-range-get-content-md5", "true")
                    .get(CAT)
                    .then()
                    .statusCode(status);
        }
    }

    @Nested
    class Given_an_empty_blob {
        @BeforeEach
        void put() {
            service.put(CAT, "");
        }

        @Test
        void any_range_lies_behind_its_end() {
            service.request()
                    .header("x-ms-range", "bytes=0-33554431")
                    .get(CAT)
                    .then()
                    .statusCode(416)
                    .header("x-ms-error-code", "InvalidRange")
                    .header("Content-Range", "bytes */0");
        }

        @Test
        void without_a_range_it_comes_empty() {
            service.request()
                    .get(CAT)
                    .then()
                    .statusCode(200)
                    .header("Content-Length", "0")
                    .body(emptyString());
        }
    }

    @Nested
    class Given_no_blob {
        @ParameterizedTest
        @CsvSource({"/photos/dog.txt, BlobNotFound", "/other/cat.txt, ContainerNotFound"})
        void a_client_that_asks_is_told_what_is_missing(String path, String code) {
            service.request()
                    .get(path)
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", code)
                    .body("Error.Code", equalTo(code));
            service.request().head(path).then().statusCode(404).header("x-ms-error-code", code);
        }

        @Test
        void blocks_that_were_never_committed_are_none() {
            service.putBlock(CAT, "YQ==", "block");

            service.request().get(CAT).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        }
    }
}
