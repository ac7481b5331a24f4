package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are structured messages, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StructuredBodyTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String TYPE = "XSM/1.0; properties=crc64";
    private static final String TEXT = "hello structured world";
    private static final String MESSAGE = "013d0000000000000001000100" + "01001600000000000000"
            + "68656c6c6f207374727563747572656420776f726c64" + "6df13fd14ee4bb72" + "6df13fd14ee4bb72";

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
    class Given_an_upload {
        @Test
        void the_blob_has_the_bytes_in_the_message() {
            upload(MESSAGE)
                    .put(CAT)
                    .then()
                    .statusCode(201)
                    .header("x-ms-structured-body", TYPE)
                    .header("x-ms-content-crc64", "bfE/0U7ku3I=");

            service.request().get(CAT).then().header("Content-Length", "22").body(equalTo(TEXT));
        }

        @Test
        void a_block_has_the_bytes_in_the_message() {
            upload(MESSAGE)
                    .put(CAT + "?comp=block&blockid=YQ==")
                    .then()
                    .statusCode(201)
                    .header("x-ms-structured-body", TYPE)
                    .header("x-ms-content-crc64", "bfE/0U7ku3I=");
        }

        @Test
        void an_append_blob_grows_by_the_bytes_in_the_message() {
            service.appendBlob().put("/photos/app.log");
            upload(MESSAGE)
                    .put("/photos/app.log?comp=appendblock")
                    .then()
                    .statusCode(201)
                    .header("x-ms-structured-body", TYPE)
                    .header("x-ms-content-crc64", "bfE/0U7ku3I=");

            service.request().get("/photos/app.log").then().body(equalTo(TEXT));
        }

        @Test
        void pages_have_the_bytes_in_the_message() {
            String page = TEXT.repeat(24).substring(0, 512);
            service.put(CAT, page);
            byte[] message = service.request()
                    .header("x-ms-structured-body", TYPE)
                    .get(CAT)
                    .asByteArray();
            service.pageBlob(512).put("/photos/disk.vhd");
            service.request()
                    .header("x-ms-structured-body", TYPE)
                    .header("x-ms-structured-content-length", 512)
                    .header("x-ms-page-write", "update")
                    .header("x-ms-range", "bytes=0-511")
                    .body(message)
                    .put("/photos/disk.vhd?comp=page")
                    .then()
                    .statusCode(201)
                    .header("x-ms-structured-body", TYPE);

            service.request().get("/photos/disk.vhd").then().body(equalTo(page));
        }

        @Test
        void a_blob_may_be_empty() {
            upload("0127000000000000000100" + "0100" + "0100" + "0".repeat(16) + "0".repeat(32))
                    .header("x-ms-structured-content-length", 0)
                    .put(CAT)
                    .then()
                    .statusCode(201);

            service.request().head(CAT).then().header("Content-Length", "0");
        }

        @ParameterizedTest
        @CsvSource({
            "00, 400, Crc64Mismatch", // At the end of the last checksum.
            "7200, 400, InvalidInput" // Behind it.
        })
        void nothing_is_stored_of_a_message_that_is_wrong(String end, int status, String code) {
            upload(MESSAGE.substring(0, MESSAGE.length() - 2) + end)
                    .put(CAT)
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", code)
                    .header("x-ms-structured-body", nullValue());

            service.request().head(CAT).then().statusCode(404);
        }

        @ParameterizedTest
        @CsvSource({"XSM/2.0; properties=crc64, 22", "XSM/1.0, 22", TYPE + ", x", TYPE + ", -1"})
        void its_headers_must_be_known(String type, String length) {
            service.blob("x")
                    .header("x-ms-structured-body", type)
                    .header("x-ms-structured-content-length", length)
                    .put(CAT)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue");
        }

        @Test
        void the_length_must_be_said() {
            service.blob("x")
                    .header("x-ms-structured-body", TYPE)
                    .put(CAT)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "MissingRequiredHeader")
                    .body("Error.HeaderName", equalTo("x-ms-structured-content-length"));
        }

        @Test
        void putBlockList_does_not_decode_one() {
            service.request()
                    .header("x-ms-structured-body", TYPE)
                    .body(new byte[] {1, 0})
                    .put(CAT + "?comp=blocklist")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidXmlDocument");
        }

        private RequestSpecification upload(String message) {
            RequestSpecification request = service.request()
                    .header("x-ms-blob-type", "BlockBlob")
                    .header("x-ms-structured-body", TYPE)
                    .body(HexFormat.of().parseHex(message));
            return message.startsWith("013d") ? request.header("x-ms-structured-content-length", 22) : request;
        }
    }

    @Nested
    class Given_a_download {
        @BeforeEach
        void put() {
            service.put(CAT, TEXT);
        }

        @Test
        void the_message_has_the_bytes_of_the_blob() {
            Response answer =
                    service.request().header("x-ms-structured-body", TYPE).get(CAT);

            answer.then()
                    .statusCode(200)
                    .header("x-ms-structured-body", TYPE)
                    .header("x-ms-structured-content-length", "22")
                    .header("Content-Length", "61");
            assertThat(HexFormat.of().formatHex(answer.asByteArray())).isEqualTo(MESSAGE);
        }

        @Test
        void the_message_may_have_a_part_of_them() {
            service.request()
                    .header("x-ms-structured-body", TYPE)
                    .header("x-ms-range", "bytes=0-4")
                    .get(CAT)
                    .then()
                    .statusCode(206)
                    .header("Content-Range", "bytes 0-4/22")
                    .header("x-ms-structured-content-length", "5")
                    .header("Content-Length", "44");
        }

        @ParameterizedTest
        @ValueSource(strings = {"XSM/2.0; properties=crc64", "true"})
        void the_type_must_be_known(String type) {
            service.request()
                    .header("x-ms-structured-body", type)
                    .get(CAT)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue");
        }
    }
}
