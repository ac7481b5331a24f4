package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Append Block, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AppendBlockTest {
    private static final String LOG = "/photos/app.log";
    private static final String APPEND = LOG + "?comp=appendblock";
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
    class Given_an_append_blob {
        private String before = "";

        @BeforeEach
        void put() {
            before = service.appendBlob()
                    .header("x-ms-meta-Owner", "Anna")
                    .put(LOG)
                    .header("ETag");
        }

        @Test
        void it_grows_at_its_end() {
            append("123")
                    .then()
                    .statusCode(201)
                    .header("ETag", not(equalTo(before)))
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-blob-append-offset", "0")
                    .header("x-ms-blob-committed-block-count", "1")
                    .header("x-ms-request-server-encrypted", "true");
            append("45").then().header("x-ms-blob-append-offset", "3").header("x-ms-blob-committed-block-count", "2");

            service.request()
                    .get(LOG)
                    .then()
                    .statusCode(200)
                    .header("Content-Length", "5")
                    .header("x-ms-blob-committed-block-count", "2")
                    .header("x-ms-meta-Owner", "Anna")
                    .body(equalTo("12345"));
        }

        @Test
        void a_range_may_lie_in_several_blocks() {
            append("123");
            append("456");
            append("789");

            service.request()
                    .header("x-ms-range", "bytes=2-6")
                    .get(LOG)
                    .then()
                    .statusCode(206)
                    .body(equalTo("34567"));
        }

        @Test
        void large_blocks_come_back_byte_by_byte() {
            String large = DIGITS.repeat(300_000);
            append(large);
            append("end");

            service.request().get(LOG).then().body(equalTo(large + "end"));
        }

        @Test
        void each_of_many_clients_is_told_where_its_block_went() throws InterruptedException, ExecutionException {
            ExecutorService clients = Executors.newFixedThreadPool(8);
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String block = Character.toString('!' + i).repeat(10);
                answers.add(clients.submit(() -> append(block)));
            }
            TreeSet<Integer> counts = new TreeSet<>();
            for (Future<Response> answer : answers) {
                counts.add(Integer.valueOf(answer.get().header("x-ms-blob-committed-block-count")));
            }
            String content = service.request().get(LOG).asString();
            for (int i = 0; i < 64; i++) {
                int offset = Integer.parseInt(answers.get(i).get().header("x-ms-blob-append-offset"));
                assertThat(content.substring(offset, offset + 10))
                        .isEqualTo(Character.toString('!' + i).repeat(10));
            }
            assertThat(content).hasSize(640);
            assertThat(counts).hasSize(64).last().isEqualTo(64);
            clients.shutdown();
        }

        @ParameterizedTest
        @CsvSource({
            "x-ms-blob-condition-appendpos, 3, 201, ",
            "x-ms-blob-condition-appendpos, 0, 412, AppendPositionConditionNotMet",
            "x-ms-blob-condition-appendpos, 4, 412, AppendPositionConditionNotMet",
            "x-ms-blob-condition-appendpos, x, 400, InvalidHeaderValue",
            "x-ms-blob-condition-maxsize, 12, 201, ",
            "x-ms-blob-condition-maxsize, 11, 412, MaxBlobSizeConditionNotMet",
            "If-Match, \"0x1\", 412, ConditionNotMet",
            "If-None-Match, *, 412, ConditionNotMet",
            "If-Unmodified-Since, 'Thu, 01 Jan 2026 11:00:00 GMT', 412, ConditionNotMet",
            "x-ms-lease-id, 11111111-2222-3333-4444-555555555555, 412, LeaseNotPresentWithBlobOperation",
            "Content-MD5, " + MD5_OF_DIGITS + ", 201, ",
            "Content-MD5, " + MD5_OF_NOTHING + ", 400, Md5Mismatch",
            "x-ms-content-crc64, " + CRC64_OF_DIGITS + ", 201, ",
            "x-ms-content-crc64, AAAAAAAAAAA=, 400, Crc64Mismatch"
        })
        void it_grows_only_if_all_is_as_the_client_wants_it(String header, String value, int status, String code) {
            append("abc");

            service.request()
                    .header(header, value)
                    .body(DIGITS.getBytes(StandardCharsets.UTF_8))
                    .put(APPEND)
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", code);
            service.request().get(LOG).then().body(equalTo(status == 201 ? "abc" + DIGITS : "abc"));
        }

        @Test
        void the_checksum_is_answered_that_the_client_uses() {
            append(DIGITS).then().header("x-ms-content-crc64", CRC64_OF_DIGITS).header("Content-MD5", nullValue());
            service.request()
                    .header("Content-MD5", MD5_OF_DIGITS)
                    .body(DIGITS.getBytes(StandardCharsets.UTF_8))
                    .put(APPEND)
                    .then()
                    .header("Content-MD5", MD5_OF_DIGITS)
                    .header("x-ms-content-crc64", nullValue());
        }

        @Test
        void a_block_has_bytes() {
            service.request()
                    .put(APPEND)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue")
                    .body("Error.HeaderName", equalTo("Content-Length"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"snapshot", "versionid"})
        void older_states_do_not_grow(String parameter) {
            service.request()
                    .body(new byte[1])
                    .put(APPEND + "&" + parameter + "=2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue");
        }

        @Test
        void metadata_and_properties_may_change_in_between() {
            append("123");
            service.request()
                    .header("x-ms-meta-Owner", "Bert")
                    .put(LOG + "?comp=metadata")
                    .then()
                    .statusCode(200);
            service.request()
                    .header("x-ms-blob-content-type", "text/plain")
                    .put(LOG + "?comp=properties")
                    .then()
                    .statusCode(200)
                    .header("x-ms-blob-sequence-number", nullValue());
            append("456").then().header("x-ms-blob-append-offset", "3");

            service.request()
                    .get(LOG)
                    .then()
                    .header("x-ms-meta-Owner", "Bert")
                    .header("Content-Type", "text/plain")
                    .body(equalTo("123456"));
        }
    }

    @Nested
    class Given_no_append_blob {
        @Test
        void it_must_be_made_first() {
            append("x").then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        }

        @Test
        void its_container_must_be_there() {
            service.request()
                    .body(new byte[1])
                    .put("/other/app.log?comp=appendblock")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ContainerNotFound");
        }

        @Test
        void blobs_of_other_types_do_not_grow() {
            service.put(LOG, "block blob");
            append("x").then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");

            service.pageBlob(512).put("/photos/disk.vhd");
            service.request()
                    .body(new byte[1])
                    .put("/photos/disk.vhd?comp=appendblock")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "InvalidBlobType");
        }
    }

    private Response append(String content) {
        return service.request().body(content.getBytes(StandardCharsets.UTF_8)).put(APPEND);
    }
}
