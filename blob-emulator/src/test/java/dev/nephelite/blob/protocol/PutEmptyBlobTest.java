package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Put Blob for page blobs and append blobs, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PutEmptyBlobTest {
    private static final String DISK = "/photos/disk.vhd";
    private static final String LOG = "/photos/app.log";

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
    class Given_a_page_blob_to_make {
        @Test
        void it_is_as_long_as_it_was_asked_to_be_and_all_zeros() {
            service.pageBlob(1024)
                    .header("x-ms-blob-sequence-number", "7")
                    .put(DISK)
                    .then()
                    .statusCode(201)
                    .header("ETag", not(nullValue()))
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-request-server-encrypted", "true")
                    .header("Content-MD5", nullValue());

            service.request()
                    .head(DISK)
                    .then()
                    .statusCode(200)
                    .header("Content-Length", "1024")
                    .header("Content-Type", "application/octet-stream")
                    .header("x-ms-blob-type", "PageBlob")
                    .header("x-ms-blob-sequence-number", "7")
                    .header("x-ms-blob-committed-block-count", nullValue())
                    .header("x-ms-access-tier", nullValue());
            byte[] bytes = service.request().get(DISK).asByteArray();
            assertThat(bytes).hasSize(1024).containsOnly(0);
        }

        @Test
        void a_part_of_it_is_zeros_too() {
            service.pageBlob(8L * 1024 * 1024 * 1024 * 1024).put(DISK).then().statusCode(201);

            byte[] bytes = service.request()
                    .header("x-ms-range", "bytes=8796093022000-")
                    .get(DISK)
                    .then()
                    .statusCode(206)
                    .header("Content-Range", "bytes 8796093022000-8796093022207/8796093022208")
                    .extract()
                    .asByteArray();
            assertThat(bytes).hasSize(208).containsOnly(0);
        }

        @Test
        void it_is_served_with_what_was_said_of_it() {
            service.pageBlob(512)
                    .header("x-ms-blob-content-type", "application/x-disk")
                    .header("x-ms-blob-content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")
                    .header("x-ms-meta-Owner", "Anna")
                    .put(DISK);

            service.request()
                    .head(DISK)
                    .then()
                    .header("Content-Type", "application/x-disk")
                    .header("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")
                    .header("x-ms-meta-Owner", "Anna")
                    .header("x-ms-blob-sequence-number", "0");
        }

        @Test
        void its_length_must_be_said() {
            service.request()
                    .header("x-ms-blob-type", "PageBlob")
                    .put(DISK)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "MissingRequiredHeader")
                    .body("Error.HeaderName", equalTo("x-ms-blob-content-length"));
        }

        @ParameterizedTest
        @CsvSource({
            "x-ms-blob-content-length, 511, 400, InvalidHeaderValue",
            "x-ms-blob-content-length, -512, 400, InvalidHeaderValue",
            "x-ms-blob-content-length, 8796093022720, 413, RequestBodyTooLarge",
            "x-ms-blob-sequence-number, -1, 400, InvalidHeaderValue",
            "x-ms-blob-sequence-number, 9223372036854775808, 400, InvalidHeaderValue",
            "x-ms-access-tier, Hot, 400, AccessTierNotSupportedForBlobType",
            "x-ms-access-tier, P10, 400, AccessTierNotSupportedForBlobType"
        })
        void what_it_cannot_be_is_refused(String header, String value, int status, String code) {
            Map<String, String> headers = new TreeMap<>(Map.of("x-ms-blob-content-length", "512"));
            headers.put(header, value);

            service.request()
                    .header("x-ms-blob-type", "PageBlob")
                    .headers(headers)
                    .put(DISK)
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", code);

            service.request().head(DISK).then().statusCode(404);
        }

        @Test
        void it_has_no_bytes_yet() {
            service.pageBlob(512)
                    .body(new byte[512])
                    .put(DISK)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue")
                    .body("Error.HeaderName", equalTo("Content-Length"));
        }
    }

    @Nested
    class Given_an_append_blob_to_make {
        @Test
        void it_is_empty() {
            service.appendBlob().put(LOG).then().statusCode(201).header("x-ms-request-server-encrypted", "true");

            service.request()
                    .head(LOG)
                    .then()
                    .header("Content-Length", "0")
                    .header("x-ms-blob-type", "AppendBlob")
                    .header("x-ms-blob-committed-block-count", "0")
                    .header("x-ms-blob-sealed", nullValue())
                    .header("x-ms-blob-sequence-number", nullValue())
                    .header("x-ms-access-tier", nullValue());
            service.request().get(LOG).then().statusCode(200).body(equalTo(""));
        }

        @Test
        void it_has_no_tier() {
            service.appendBlob()
                    .header("x-ms-access-tier", "Cool")
                    .put(LOG)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "AccessTierNotSupportedForBlobType");
        }

        @Test
        void it_has_no_bytes_yet() {
            service.appendBlob().body(new byte[1]).put(LOG).then().statusCode(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"x-ms-blob-content-length", "x-ms-blob-sequence-number"})
        void what_only_page_blobs_have_is_ignored(String header) {
            service.appendBlob().header(header, "512").put(LOG).then().statusCode(201);

            service.request()
                    .head(LOG)
                    .then()
                    .header("Content-Length", "0")
                    .header("x-ms-blob-sequence-number", nullValue());
        }

        @Test
        void a_client_that_wants_it_new_is_told_of_the_one_that_is_there() {
            service.appendBlob().put(LOG).then().statusCode(201);

            service.appendBlob()
                    .header("If-None-Match", "*")
                    .put(LOG)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobAlreadyExists");
        }
    }

    @Nested
    class Given_a_blob_that_is_there {
        @Test
        void one_of_its_type_takes_its_place() {
            service.pageBlob(512).put(DISK);
            service.putPage(DISK, 0, "a".repeat(512));
            service.pageBlob(1024).put(DISK).then().statusCode(201);

            byte[] bytes = service.request().get(DISK).asByteArray();
            assertThat(bytes).hasSize(1024).containsOnly(0);
        }

        @ParameterizedTest
        @CsvSource({
            "BlockBlob, PageBlob",
            "BlockBlob, AppendBlob",
            "PageBlob, BlockBlob",
            "PageBlob, AppendBlob",
            "AppendBlob, BlockBlob",
            "AppendBlob, PageBlob"
        })
        void one_of_another_type_does_not(String before, String after) {
            String etag = put(before).header("ETag");

            put(after).then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
            service.request().head(DISK).then().header("ETag", etag).header("x-ms-blob-type", before);
        }

        @ParameterizedTest
        @ValueSource(strings = {"PageBlob", "AppendBlob"})
        void blocks_that_wait_are_those_of_a_block_blob(String type) {
            service.putBlock(DISK, "YQ==", "block");

            put(type).then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
        }

        @Test
        void a_sealed_one_must_be_deleted_first() {
            service.appendBlob().put(LOG);
            service.request().put(LOG + "?comp=seal").then().statusCode(200);

            service.appendBlob().put(LOG).then().statusCode(409).header("x-ms-error-code", "BlobIsSealed");
            service.request().delete(LOG).then().statusCode(202);
            service.appendBlob().put(LOG).then().statusCode(201);
        }

        private Response put(String type) {
            return switch (type) {
                case "PageBlob" -> service.pageBlob(512).put(DISK);
                case "AppendBlob" -> service.appendBlob().put(DISK);
                default -> service.blob("block blob").put(DISK);
            };
        }
    }
}
