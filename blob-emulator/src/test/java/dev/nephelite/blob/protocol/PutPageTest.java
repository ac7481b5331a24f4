package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
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

/** Put Page, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PutPageTest {
    private static final String DISK = "/photos/disk.vhd";
    private static final String A = "a".repeat(512);
    private static final String B = "b".repeat(512);
    private static final String ZEROS = "\0".repeat(512);
    private static final String MD5_OF_A = "VpBzljOcorCZvRIkX5Nt3A==";

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
    class Given_a_page_blob_of_four_pages {
        private String before = "";

        @BeforeEach
        void put() {
            before = service.pageBlob(2048)
                    .header("x-ms-blob-sequence-number", "5")
                    .header("x-ms-meta-Owner", "Anna")
                    .put(DISK)
                    .header("ETag");
        }

        @Test
        void pages_are_written_in_place() {
            update("bytes=512-1535", A + B)
                    .then()
                    .statusCode(201)
                    .header("ETag", not(equalTo(before)))
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-blob-sequence-number", "5")
                    .header("x-ms-content-crc64", not(nullValue()))
                    .header("x-ms-request-server-encrypted", "true");
            update("bytes=512-1023", B).then().statusCode(201);

            service.request()
                    .get(DISK)
                    .then()
                    .statusCode(200)
                    .header("Content-Length", "2048")
                    .header("x-ms-blob-sequence-number", "5")
                    .header("x-ms-meta-Owner", "Anna")
                    .body(equalTo(ZEROS + B + B + ZEROS));
        }

        @Test
        void a_range_is_read_with_the_zeros_between_pages() {
            update("bytes=0-511", A);
            update("bytes=1024-1535", B);

            service.request()
                    .header("Range", "bytes=510-1025")
                    .get(DISK)
                    .then()
                    .statusCode(206)
                    .body(equalTo("aa" + ZEROS + "bb"));
        }

        @Test
        void the_header_of_http_itself_may_name_the_pages() {
            service.request()
                    .header("Range", "bytes=0-511")
                    .header("x-ms-page-write", "UPDATE")
                    .body(A.getBytes(StandardCharsets.UTF_8))
                    .put(DISK + "?comp=page")
                    .then()
                    .statusCode(201);
        }

        @ParameterizedTest
        @CsvSource({
            "bytes=0-100, 416, InvalidPageRange",
            "bytes=1-512, 416, InvalidPageRange",
            "bytes=0-1023, 416, InvalidPageRange",
            "bytes=2048-2559, 416, InvalidPageRange",
            "bytes=0-, 416, InvalidPageRange",
            "pages=0-511, 400, InvalidHeaderValue"
        })
        void what_is_no_range_of_its_pages_is_not_written(String range, int status, String code) {
            update(range, A).then().statusCode(status).header("x-ms-error-code", code);

            service.request().head(DISK).then().header("ETag", before);
        }

        @ParameterizedTest
        @CsvSource({
            "x-ms-if-sequence-number-le, 5, 201, ",
            "x-ms-if-sequence-number-le, 4, 412, SequenceNumberConditionNotMet",
            "x-ms-if-sequence-number-lt, 6, 201, ",
            "x-ms-if-sequence-number-lt, 5, 412, SequenceNumberConditionNotMet",
            "x-ms-if-sequence-number-eq, 5, 201, ",
            "x-ms-if-sequence-number-eq, 6, 412, SequenceNumberConditionNotMet",
            "x-ms-if-sequence-number-eq, x, 400, InvalidHeaderValue",
            "If-Match, \"0x1\", 412, ConditionNotMet",
            "If-Modified-Since, 'Thu, 01 Jan 2026 12:00:00 GMT', 412, ConditionNotMet",
            "x-ms-lease-id, 11111111-2222-3333-4444-555555555555, 412, LeaseNotPresentWithBlobOperation",
            "Content-MD5, " + MD5_OF_A + ", 201, ",
            "Content-MD5, 1B2M2Y8AsgTpgAmY7PhCfg==, 400, Md5Mismatch",
            "x-ms-content-crc64, AAAAAAAAAAA=, 400, Crc64Mismatch"
        })
        void pages_are_written_only_if_all_is_as_the_client_wants_it(
                String header, String value, int status, String code) {
            page("update", "bytes=0-511")
                    .header(header, value)
                    .body(A.getBytes(StandardCharsets.UTF_8))
                    .put(DISK + "?comp=page")
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", code)
                    .header(
                            "Content-MD5",
                            header.equals("Content-MD5") && status == 201 ? equalTo(value) : nullValue());

            service.request()
                    .header("x-ms-range", "bytes=0-511")
                    .get(DISK)
                    .then()
                    .body(equalTo(status == 201 ? A : ZEROS));
        }

        @Test
        void it_must_be_said_whether_to_write_or_to_clear() {
            service.request()
                    .header("x-ms-range", "bytes=0-511")
                    .put(DISK + "?comp=page")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "MissingRequiredHeader")
                    .body("Error.HeaderName", equalTo("x-ms-page-write"));
            page("move", "bytes=0-511")
                    .put(DISK + "?comp=page")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue");
        }

        @Test
        void it_must_be_said_which_pages() {
            service.request()
                    .header("x-ms-page-write", "clear")
                    .put(DISK + "?comp=page")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "MissingRequiredHeader")
                    .body("Error.HeaderName", equalTo("Range"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"snapshot", "versionid"})
        void older_states_are_not_written(String parameter) {
            page("clear", "bytes=0-511")
                    .put(DISK + "?comp=page&" + parameter + "=2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue");
        }
    }

    @Nested
    class Given_a_large_page_blob {
        private static final int MOST = 4 * 1024 * 1024;

        @BeforeEach
        void put() {
            service.pageBlob(3L * MOST).put(DISK);
        }

        @Test
        void four_mebibytes_are_written_at_once_and_no_more() {
            String most = "x".repeat(MOST);
            update("bytes=" + MOST + "-" + (2 * MOST - 1), most).then().statusCode(201);
            update("bytes=0-" + (MOST + 511), most + A)
                    .then()
                    .statusCode(413)
                    .header("x-ms-error-code", "RequestBodyTooLarge")
                    .body("Error.MaxLimit", equalTo("4194304"));

            service.request()
                    .header("x-ms-range", "bytes=" + (MOST - 2) + "-" + (MOST + 1))
                    .get(DISK)
                    .then()
                    .body(equalTo("\0\0xx"));
        }
    }

    @Nested
    class Given_no_page_blob {
        @Test
        void it_must_be_made_first() {
            update("bytes=0-511", A).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
            clear("bytes=0-511").then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        }

        @Test
        void blobs_of_other_types_have_no_pages() {
            service.appendBlob().put(DISK);
            service.append(DISK, A);

            update("bytes=0-511", B).then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
            clear("bytes=0-511").then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
            service.request().get(DISK).then().body(equalTo(A));
        }
    }

    private Response update(String range, String content) {
        return page("update", range)
                .body(content.getBytes(StandardCharsets.UTF_8))
                .put(DISK + "?comp=page");
    }

    private Response clear(String range) {
        return page("clear", range).put(DISK + "?comp=page");
    }

    private RequestSpecification page(String change, String range) {
        return service.request().header("x-ms-page-write", change).header("x-ms-range", range);
    }
}
