package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Put Block, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PutBlockTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String DIGITS = "123456789";
    private static final String MD5_OF_DIGITS = "JfnnlDI7RTiF9RgfG2JNCw==";
    private static final String CRC64_OF_DIGITS = "iJh5CoYUi64=";

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
    class Given_no_blob {
        @Test
        void a_block_waits_and_is_no_blob() {
            putBlock("YQ==", DIGITS)
                    .then()
                    .statusCode(201)
                    .header("x-ms-content-crc64", CRC64_OF_DIGITS)
                    .header("Content-MD5", nullValue())
                    .header("x-ms-request-server-encrypted", "true")
                    .header("ETag", nullValue())
                    .header("Content-Length", "0");

            service.request().head(CAT).then().statusCode(404);
            service.request()
                    .get(CAT + "?comp=blocklist&blocklisttype=uncommitted")
                    .then()
                    .body("BlockList.UncommittedBlocks.Block.Name", equalTo("YQ=="))
                    .body("BlockList.UncommittedBlocks.Block.Size", equalTo("9"));
        }

        @Test
        void one_with_the_same_id_takes_the_place_of_the_first() {
            service.putBlock(CAT, "YQ==", "first");
            service.putBlock(CAT, "YQ==", "second");

            service.request()
                    .get(CAT + "?comp=blocklist&blocklisttype=uncommitted")
                    .then()
                    .body("BlockList.UncommittedBlocks.Block.Size", equalTo("6"));
        }

        @Test
        void one_with_an_id_of_another_length_is_refused() {
            service.putBlock(CAT, "YQ==", "first");

            putBlock("YWI%3D", "second").then().statusCode(400).header("x-ms-error-code", "InvalidBlobOrBlock");
        }

        @ParameterizedTest
        @CsvSource({
            "Content-MD5, " + MD5_OF_DIGITS + ", 201, ",
            "x-ms-content-crc64, " + CRC64_OF_DIGITS + ", 201, ",
            "Content-MD5, 1B2M2Y8AsgTpgAmY7PhCfg==, 400, Md5Mismatch",
            "x-ms-content-crc64, AAAAAAAAAAA=, 400, Crc64Mismatch"
        })
        void what_came_must_be_what_was_sent(String header, String value, int status, String code) {
            service.request()
                    .header(header, value)
                    .body(DIGITS.getBytes(StandardCharsets.UTF_8))
                    .put(CAT + "?comp=block&blockid=YQ%3D%3D")
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", code)
                    .header(header, status == 201 ? value : null);
        }
    }

    @Nested
    class Given_a_blob {
        @Test
        void blocks_change_nothing_of_it() {
            String before = service.put(CAT, "miau");

            service.putBlock(CAT, "YQ==", "wau");

            service.request().get(CAT).then().header("ETag", before).body(equalTo("miau"));
        }

        @Test
        void one_in_the_archive_gets_no_blocks() {
            service.blob("old").header("x-ms-access-tier", "Archive").put(CAT);

            putBlock("YQ==", "new").then().statusCode(409).header("x-ms-error-code", "BlobArchived");
        }
    }

    @Nested
    class Given_a_request_that_cannot_be_carried_out {
        @ParameterizedTest
        @CsvSource({
            "'', MissingRequiredQueryParameter",
            "&blockid=, MissingRequiredQueryParameter",
            "&blockid=block-1, InvalidQueryParameterValue"
        })
        void a_block_must_have_an_id(String parameter, String code) {
            service.request()
                    .body(DIGITS.getBytes(StandardCharsets.UTF_8))
                    .put(CAT + "?comp=block" + parameter)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code);
        }

        @Test
        void a_block_must_not_be_empty() {
            putBlock("YQ==", "").then().statusCode(400).header("x-ms-error-code", "InvalidHeaderValue");
        }

        @Test
        void a_container_must_be_there() {
            service.request()
                    .body(DIGITS.getBytes(StandardCharsets.UTF_8))
                    .put("/other/cat.txt?comp=block&blockid=YQ%3D%3D")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ContainerNotFound");
        }

        @Test
        void nothing_here_is_leased() {
            service.request()
                    .header("x-ms-lease-id", "11111111-2222-3333-4444-555555555555")
                    .body(DIGITS.getBytes(StandardCharsets.UTF_8))
                    .put(CAT + "?comp=block&blockid=YQ%3D%3D")
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "LeaseNotPresentWithBlobOperation");
        }
    }

    private Response putBlock(String id, String content) {
        return service.request().body(content.getBytes(StandardCharsets.UTF_8)).put(CAT + "?comp=block&blockid=" + id);
    }
}
