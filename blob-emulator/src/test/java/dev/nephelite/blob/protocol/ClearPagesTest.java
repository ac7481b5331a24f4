package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Put Page that clears pages, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClearPagesTest {
    private static final String DISK = "/photos/disk.vhd";
    private static final String A = "a".repeat(512);
    private static final String ZEROS = "\0".repeat(512);

    private final BlobService service = new BlobService();
    private String before = "";

    @BeforeEach
    void create() {
        service.container("photos");
        service.pageBlob(2048).header("x-ms-blob-sequence-number", "5").put(DISK);
        service.putPage(DISK, 0, A.repeat(4));
        before = service.request().head(DISK).header("ETag");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void pages_are_cleared_in_place() {
        clear("bytes=512-1535")
                .then()
                .statusCode(201)
                .header("ETag", not(equalTo(before)))
                .header("x-ms-blob-sequence-number", "5")
                .header("x-ms-content-crc64", nullValue())
                .header("Content-MD5", nullValue());

        service.request().get(DISK).then().body(equalTo(A + ZEROS + ZEROS + A));
    }

    @Test
    void all_of_them_may_be_cleared_at_once() {
        clear("bytes=0-2047").then().statusCode(201);

        service.request().get(DISK).then().body(equalTo(ZEROS.repeat(4)));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-100, 416, InvalidPageRange",
        "bytes=1536-2559, 416, InvalidPageRange",
        "bytes=0-, 416, InvalidPageRange",
        "bytes=511-0, 400, InvalidHeaderValue"
    })
    void what_is_no_range_of_its_pages_is_not_cleared(String range, int status, String code) {
        clear(range).then().statusCode(status).header("x-ms-error-code", code);

        service.request().head(DISK).then().header("ETag", before);
    }

    @Test
    void pages_are_cleared_only_if_the_number_is_as_the_client_wants_it() {
        page("bytes=0-511")
                .header("x-ms-if-sequence-number-eq", "6")
                .put(DISK + "?comp=page")
                .then()
                .statusCode(412)
                .header("x-ms-error-code", "SequenceNumberConditionNotMet");

        service.request().head(DISK).then().header("ETag", before);
    }

    @Test
    void clearing_takes_no_bytes() {
        page("bytes=0-511")
                .body(new byte[512])
                .put(DISK + "?comp=page")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHeaderValue")
                .body("Error.HeaderName", equalTo("Content-Length"));
        page("bytes=0-511")
                .header("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==")
                .put(DISK + "?comp=page")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHeaderValue")
                .body("Error.HeaderName", equalTo("Content-MD5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "versionid"})
    void older_states_are_not_cleared(String parameter) {
        page("bytes=0-511")
                .put(DISK + "?comp=page&" + parameter + "=2026-01-01T12:00:00.0000000Z")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidQueryParameterValue");
    }

    private Response clear(String range) {
        return page(range).put(DISK + "?comp=page");
    }

    private RequestSpecification page(String range) {
        return service.request().header("x-ms-page-write", "clear").header("x-ms-range", range);
    }
}
