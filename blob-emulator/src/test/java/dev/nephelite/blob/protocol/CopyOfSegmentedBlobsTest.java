package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.value.Account;
import dev.nephelite.testing.Await;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Copies of append blobs and page blobs, which can be changed and must not change with their sources. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CopyOfSegmentedBlobsTest {
    private final BlobService service = new BlobService();
    private final SourceServer server = new SourceServer();

    @BeforeEach
    void create() {
        service.container("data");
        service.request()
                .header("x-ms-blob-type", "AppendBlob")
                .put("/data/log")
                .then()
                .statusCode(201);
        append("/data/log", "one ");
        append("/data/log", "two ");
        service.request()
                .header("x-ms-blob-type", "PageBlob")
                .header("x-ms-blob-content-length", 2048)
                .header("x-ms-blob-sequence-number", 7)
                .put("/data/disk")
                .then()
                .statusCode(201);
        write("/data/disk", "x", "bytes=512-1023");
    }

    @AfterEach
    void close() {
        server.close();
        service.close();
    }

    @Test
    void an_append_blob_goes_on_by_itself() {
        copy("log").put("/data/copy").then().statusCode(202);
        append("/data/log", "three");
        append("/data/copy", "four");

        service.request().get("/data/log").then().body(equalTo("one two three"));
        service.request()
                .get("/data/copy")
                .then()
                .header("x-ms-blob-type", "AppendBlob")
                .header("x-ms-blob-committed-block-count", "3")
                .header("x-ms-copy-status", "success")
                .body(equalTo("one two four"));
    }

    @Test
    void an_append_blob_is_sealed_only_if_that_is_asked_for() {
        service.request().put("/data/log?comp=seal").then().statusCode(200);

        copy("log").put("/data/open");
        copy("log").header("x-ms-seal-blob", "true").put("/data/sealed");

        service.request().head("/data/open").then().header("x-ms-blob-sealed", nullValue());
        service.request().head("/data/sealed").then().header("x-ms-blob-sealed", "true");
    }

    @Test
    void a_page_blob_goes_on_by_itself() {
        copy("disk").put("/data/copy").then().statusCode(202);
        write("/data/disk", "y", "bytes=512-1023");
        write("/data/copy", "z", "bytes=0-511");

        byte[] copy = service.request().get("/data/copy").asByteArray();
        assertThat(copy).hasSize(2048).startsWith(page("z"));
        assertThat(copy[512]).isEqualTo((byte) 'x');
        service.request()
                .head("/data/copy")
                .then()
                .header("x-ms-blob-type", "PageBlob")
                .header("x-ms-blob-sequence-number", "7")
                .header("x-ms-copy-status", "success");
    }

    @Test
    void a_copy_takes_the_place_of_no_other_type_of_blob() {
        service.put("/data/text", "x");

        copy("log").put("/data/text").then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
        copy("disk").put("/data/log").then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
    }

    @Test
    void only_block_blobs_have_tiers() {
        copy("disk")
                .header("x-ms-access-tier", "Cool")
                .put("/data/copy")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "AccessTierNotSupportedForBlobType");
    }

    @Test
    void a_block_blob_can_be_made_of_a_page_blob() {
        service.request()
                .header("x-ms-blob-type", "BlockBlob")
                .header("x-ms-copy-source", service.signed(Account.DEVELOPMENT, "data", "disk", "r"))
                .put("/data/image")
                .then()
                .statusCode(201);

        assertThat(service.request().get("/data/image").asByteArray())
                .isEqualTo(service.request().get("/data/disk").asByteArray());
    }

    @Test
    void what_another_server_calls_a_page_blob_becomes_one() {
        byte[] disk = page("q");
        String url = server.serve(disk, Map.of("x-ms-blob-type", "PageBlob", "x-ms-blob-sequence-number", "9"));
        service.request()
                .header("x-ms-copy-source", url)
                .put("/data/copy")
                .then()
                .statusCode(202);
        Await.until(
                "the copy has ended",
                () -> service.request().head("/data/copy").header("x-ms-copy-status"),
                status -> !status.equals("pending"));

        service.request()
                .head("/data/copy")
                .then()
                .header("x-ms-blob-type", "PageBlob")
                .header("x-ms-blob-sequence-number", "9")
                .header("x-ms-copy-status", "success");
        assertThat(service.request().get("/data/copy").asByteArray()).isEqualTo(disk);
    }

    private RequestSpecification copy(String source) {
        return service.request().header("x-ms-copy-source", service.endpoint() + "/data/" + source);
    }

    private void append(String path, String text) {
        service.request()
                .body(text.getBytes(StandardCharsets.UTF_8))
                .put(path + "?comp=appendblock")
                .then()
                .statusCode(201);
    }

    private void write(String path, String text, String range) {
        service.request()
                .header("x-ms-page-write", "update")
                .header("x-ms-range", range)
                .body(page(text))
                .put(path + "?comp=page")
                .then()
                .statusCode(201);
    }

    private static byte[] page(String text) {
        return text.repeat(512).getBytes(StandardCharsets.UTF_8);
    }
}
