package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.nephelite.emulator.value.Account;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PutPageFromURLTest {
    private final BlobService service = new BlobService();
    private final SourceServer server = new SourceServer();
    private final byte[] bytes = new byte[2048];

    @BeforeEach
    void create() {
        new Random(1).nextBytes(bytes);
        service.container("disks");
        service.request().header("x-ms-blob-type", "BlockBlob").body(bytes).put("/disks/source");
        disk("/disks/disk");
    }

    @AfterEach
    void close() {
        server.close();
        service.close();
    }

    @Test
    void pages_are_ranges_of_other_blobs() {
        pages(source("source"), "bytes=100-1123", "bytes=512-1535")
                .put("/disks/disk?comp=page")
                .then()
                .statusCode(201)
                .header("x-ms-blob-sequence-number", "0")
                .header("x-ms-content-crc64", not(emptyString()));

        byte[] disk = service.request().get("/disks/disk").asByteArray();
        assertThat(Arrays.copyOfRange(disk, 512, 1536)).isEqualTo(Arrays.copyOfRange(bytes, 100, 1124));
        service.request()
                .get("/disks/disk?comp=pagelist")
                .then()
                .body("PageList.PageRange.Start", equalTo("512"))
                .body("PageList.PageRange.End", equalTo("1535"));
    }

    @Test
    void pages_of_another_page_blob_may_be_empty() {
        disk("/disks/other");
        pages(source("source"), "bytes=0-511", "bytes=512-1023").put("/disks/other?comp=page");

        pages(source("other"), "bytes=0-1023", "bytes=0-1023")
                .put("/disks/disk?comp=page")
                .then()
                .statusCode(201);

        byte[] disk = service.request().get("/disks/disk").asByteArray();
        assertThat(Arrays.copyOfRange(disk, 0, 512)).containsOnly(0);
        assertThat(Arrays.copyOfRange(disk, 512, 1024)).isEqualTo(Arrays.copyOf(bytes, 512));
    }

    @Test
    void another_server_may_have_the_bytes() {
        pages(server.serve(bytes, Map.of()), "bytes=0-511", "bytes=0-511")
                .put("/disks/disk?comp=page")
                .then()
                .statusCode(201);

        assertThat(service.request().get("/disks/disk").asByteArray()).startsWith(Arrays.copyOf(bytes, 512));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-511, bytes=0-1023, 416, InvalidPageRange",
        "bytes=0-99, bytes=0-99, 416, InvalidPageRange",
        "bytes=0-511, bytes=4096-4607, 416, InvalidPageRange",
        "bytes=4096-4607, bytes=0-511, 416, InvalidRange",
        "none, bytes=0-511, 400, InvalidHeaderValue"
    })
    void ranges_have_to_fit(String from, String to, int status, String code) {
        pages(source("source"), from, to)
                .put("/disks/disk?comp=page")
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code);
    }

    @ParameterizedTest
    @CsvSource({
        "x-ms-if-sequence-number-eq, 1, 412, SequenceNumberConditionNotMet",
        "x-ms-source-if-match, 0x1, 412, SourceConditionNotMet",
        "x-ms-source-content-crc64, AAAAAAAAAAA=, 400, Crc64Mismatch"
    })
    void what_does_not_hold_is_refused(String header, String value, int status, String code) {
        pages(source("source"), "bytes=0-511", "bytes=0-511")
                .header(header, value)
                .put("/disks/disk?comp=page")
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code);
    }

    @Test
    void pages_are_not_cleared_so() {
        service.request()
                .header("x-ms-page-write", "clear")
                .header("x-ms-copy-source", source("source"))
                .header("x-ms-source-range", "bytes=0-511")
                .header("x-ms-range", "bytes=0-511")
                .put("/disks/disk?comp=page")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHeaderValue");
    }

    private void disk(String path) {
        service.request()
                .header("x-ms-blob-type", "PageBlob")
                .header("x-ms-blob-content-length", 2048)
                .put(path)
                .then()
                .statusCode(201);
    }

    private String source(String blob) {
        return service.signed(Account.DEVELOPMENT, "disks", blob, "r");
    }

    private RequestSpecification pages(String source, String from, String to) {
        return service.request()
                .header("x-ms-page-write", "update")
                .header("x-ms-copy-source", source)
                .header("x-ms-source-range", from)
                .header("x-ms-range", to);
    }
}
