package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Put Blob, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PutBlobTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String DIGITS = "123456789";
    private static final String MD5_OF_DIGITS = "JfnnlDI7RTiF9RgfG2JNCw==";
    private static final String CRC64_OF_DIGITS = "iJh5CoYUi64=";
    private static final String MD5_OF_NOTHING = "1B2M2Y8AsgTpgAmY7PhCfg==";

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
    class Given_no_blob_of_that_name {
        @Test
        void it_is_made() {
            service.blob(DIGITS)
                    .put(CAT)
                    .then()
                    .statusCode(201)
                    .header("ETag", matchesPattern("\"0x[A-F0-9]{15,}\""))
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("Content-MD5", MD5_OF_DIGITS)
                    .header("x-ms-content-crc64", CRC64_OF_DIGITS)
                    .header("x-ms-request-server-encrypted", "true")
                    .header("Content-Length", "0");

            service.request().get(CAT).then().statusCode(200).body(equalTo(DIGITS));
        }

        @Test
        void an_empty_one_is_fine() {
            service.blob("").put(CAT).then().statusCode(201).header("Content-MD5", MD5_OF_NOTHING);

            service.request().head(CAT).then().statusCode(200).header("Content-Length", "0");
        }

        @Test
        void a_large_one_comes_back_byte_by_byte() {
            String large = DIGITS.repeat(500_000);
            service.put(CAT, large);

            service.request().get(CAT).then().statusCode(200).body(equalTo(large));
        }

        @Test
        void it_is_served_with_the_headers_that_were_meant_for_it() {
            service.blob(DIGITS)
                    .contentType("text/plain")
                    .header("Cache-Control", "no-store")
                    .header("x-ms-blob-content-type", "image/jpeg")
                    .header("x-ms-blob-content-encoding", "identity")
                    .header("x-ms-blob-content-language", "de")
                    .header("x-ms-blob-content-disposition", "inline")
                    .put(CAT);

            service.request()
                    .get(CAT)
                    .then()
                    .header("Content-Type", "image/jpeg")
                    .header("Cache-Control", "no-store")
                    .header("Content-Encoding", "identity")
                    .header("Content-Language", "de")
                    .header("Content-Disposition", "inline");
        }

        @Test
        void it_is_a_stream_of_bytes_if_nothing_is_said() {
            service.blob(DIGITS).header("x-ms-blob-content-type", "").put(CAT);

            service.request().head(CAT).then().header("Content-Type", "application/octet-stream");
        }

        @ParameterizedTest
        @CsvSource({"Hot, Hot", "cool, Cool", "COLD, Cold", "Archive, Archive"})
        void its_tier_may_be_chosen(String sent, String reported) {
            service.blob(DIGITS)
                    .header("x-ms-access-tier", sent)
                    .put(CAT)
                    .then()
                    .statusCode(201);

            service.request()
                    .head(CAT)
                    .then()
                    .header("x-ms-access-tier", reported)
                    .header("x-ms-access-tier-inferred", nullValue());
        }
    }

    @Nested
    class Given_checksums_that_the_client_sends {
        @ParameterizedTest
        @CsvSource({
            "Content-MD5, " + MD5_OF_DIGITS + ", 201, ",
            "x-ms-blob-content-md5, " + MD5_OF_DIGITS + ", 201, ",
            "x-ms-content-crc64, " + CRC64_OF_DIGITS + ", 201, ",
            "Content-MD5, " + MD5_OF_NOTHING + ", 400, Md5Mismatch",
            "x-ms-blob-content-md5, " + MD5_OF_NOTHING + ", 400, Md5Mismatch",
            "x-ms-content-crc64, AAAAAAAAAAA=, 400, Crc64Mismatch",
            "Content-MD5, not base64, 400, InvalidMd5",
            "Content-MD5, AAAA, 400, InvalidMd5",
            "x-ms-content-crc64, AAAA, 400, InvalidHeaderValue"
        })
        void what_came_must_be_what_was_sent(String header, String value, int status, String code) {
            service.blob(DIGITS)
                    .header(header, value)
                    .put(CAT)
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", code);

            service.request().head(CAT).then().statusCode(status == 201 ? 200 : 404);
        }

        @Test
        void two_kinds_at_once_are_refused() {
            service.blob(DIGITS)
                    .header("Content-MD5", MD5_OF_DIGITS)
                    .header("x-ms-content-crc64", CRC64_OF_DIGITS)
                    .put(CAT)
                    .then()
                    .statusCode(400);
        }
    }

    @Nested
    class Given_a_blob_of_that_name {
        private String before = "";

        @BeforeEach
        void put() {
            before = service.blob("old")
                    .header("x-ms-meta-Owner", "Anna")
                    .header("x-ms-access-tier", "Cool")
                    .contentType("text/plain")
                    .put(CAT)
                    .header("ETag");
            service.putBlock(CAT, "YQ==", "block");
        }

        @Test
        void the_new_one_takes_its_place_with_all_that_belongs_to_it() {
            service.put(CAT, "new");

            service.request()
                    .head(CAT)
                    .then()
                    .header("ETag", not(equalTo(before)))
                    .header("Content-Type", "application/octet-stream")
                    .header("x-ms-access-tier-inferred", "true")
                    .header("x-ms-meta-Owner", nullValue());
            service.request()
                    .get(CAT + "?comp=blocklist&blocklisttype=all")
                    .then()
                    .body("BlockList.UncommittedBlocks.Block.size()", equalTo(0));
        }

        @Test
        void one_that_fails_leaves_the_old_one_as_it_was() {
            service.blob("new")
                    .header("Content-MD5", MD5_OF_NOTHING)
                    .put(CAT)
                    .then()
                    .statusCode(400);

            service.request().get(CAT).then().header("ETag", before).body(equalTo("old"));
        }

        @Test
        void a_client_that_wants_it_new_is_told() {
            service.blob("new")
                    .header("If-None-Match", "*")
                    .put(CAT)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobAlreadyExists");
        }

        @Test
        void one_in_the_archive_cannot_be_replaced_and_not_be_read() {
            service.blob("old").header("x-ms-access-tier", "Archive").put(CAT);

            service.blob("new").put(CAT).then().statusCode(409).header("x-ms-error-code", "BlobArchived");
            service.request().get(CAT).then().statusCode(409).header("x-ms-error-code", "BlobArchived");
            service.request().head(CAT).then().statusCode(200);
        }
    }

    @Nested
    class Given_a_request_that_cannot_be_carried_out {
        @Test
        void a_container_must_be_there() {
            service.blob("x")
                    .put("/other/cat.txt")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ContainerNotFound");
        }

        @Test
        void the_type_must_be_said() {
            service.request()
                    .body("x".getBytes(StandardCharsets.UTF_8))
                    .put(CAT)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "MissingRequiredHeader")
                    .body("Error.HeaderName", equalTo("x-ms-blob-type"));
        }

        @Test
        void the_type_must_be_one() {
            service.request()
                    .header("x-ms-blob-type", "OtherBlob")
                    .put(CAT)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue");
        }

        @Test
        void a_tier_must_be_one() {
            service.blob("x")
                    .header("x-ms-access-tier", "Lukewarm")
                    .put(CAT)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue");
        }

        @Test
        void nothing_here_is_leased() {
            service.blob("x")
                    .header("x-ms-lease-id", "11111111-2222-3333-4444-555555555555")
                    .put(CAT)
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "LeaseNotPresentWithBlobOperation");
        }

        @ParameterizedTest
        @ValueSource(strings = {"snapshot", "versionid"})
        void older_states_cannot_be_written(String parameter) {
            service.blob("x")
                    .put(CAT + "?" + parameter + "=2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue");
        }
    }
}
