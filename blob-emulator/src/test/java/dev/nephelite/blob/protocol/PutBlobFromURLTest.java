package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.value.Account;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PutBlobFromURLTest {
    private final CopySources sources = new CopySources();
    private final BlobService service = sources.service;
    private final SourceServer server = sources.server;

    @AfterEach
    void close() {
        sources.close();
    }

    @Test
    void putBlobFromURL_takes_content_and_properties_of_the_source_and_is_no_copy() {
        Response answer = put(sources.cat()).put("/photos/copy.jpg");

        answer.then()
                .statusCode(201)
                .header("Content-MD5", CopySources.MD5_OF_MIAU)
                .header("x-ms-request-server-encrypted", "true");
        service.request()
                .get("/photos/copy.jpg")
                .then()
                .header("ETag", answer.header("ETag"))
                .header("Content-Type", "image/jpeg")
                .header("Content-Language", "it")
                .header("Content-MD5", CopySources.MD5_OF_MIAU)
                .header("x-ms-meta-Owner", "Anna")
                .header("x-ms-copy-id", nullValue())
                .body(equalTo("miau"));
        assertThat(service.events().get(1).data())
                .containsEntry("api", "PutBlob")
                .containsEntry("contentLength", 4L);
    }

    @Test
    void putBlobFromURL_prefers_the_properties_of_the_request() {
        put(sources.cat())
                .header("x-ms-blob-content-type", "text/plain")
                .header("x-ms-meta-Place", "Rome")
                .header("x-ms-access-tier", "Cool")
                .put("/photos/copy.jpg")
                .then()
                .statusCode(201);

        service.request()
                .head("/photos/copy.jpg")
                .then()
                .header("Content-Type", "text/plain")
                .header("Content-Language", "it")
                .header("x-ms-meta-Place", "Rome")
                .header("x-ms-meta-Owner", nullValue())
                .header("x-ms-access-tier", "Cool");
    }

    @Test
    void putBlobFromURL_leaves_out_the_properties_of_the_source_on_request() {
        put(sources.cat()).header("x-ms-copy-source-blob-properties", "false").put("/photos/copy.jpg");

        service.request()
                .head("/photos/copy.jpg")
                .then()
                .header("Content-Type", "application/octet-stream")
                .header("Content-Language", nullValue());
    }

    @Test
    void putBlobFromURL_does_not_copy_the_blocks_of_the_source() {
        service.putBlock("/photos/film", "YQ==", "miau");
        service.xml("<BlockList><Latest>YQ==</Latest></BlockList>").put("/photos/film?comp=blocklist");

        put(service.signed(Account.DEVELOPMENT, "photos", "film", "r")).put("/photos/copy");

        service.request().get("/photos/copy").then().body(equalTo("miau"));
        service.request().get("/photos/copy?comp=blocklist").then().body("BlockList.CommittedBlocks", equalTo(""));
    }

    @Test
    void putBlobFromURL_reads_from_another_server() {
        put(server.serve("wau".getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/plain")))
                .put("/photos/dog.txt")
                .then()
                .statusCode(201);

        service.request()
                .get("/photos/dog.txt")
                .then()
                .header("Content-Type", "text/plain")
                .body(equalTo("wau"));
    }

    @Test
    void putBlobFromURL_overwrites_a_blob_with_its_own_content() {
        put(sources.cat())
                .header("Content-Language", "de")
                .put("/photos/cat.jpg")
                .then()
                .statusCode(201);

        service.request()
                .get("/photos/cat.jpg")
                .then()
                .header("Content-Language", "de")
                .body(equalTo("miau"));
    }

    @ParameterizedTest
    @CsvSource({
        "x-ms-source-if-match, 0x1, 412, SourceConditionNotMet",
        "x-ms-source-if-unmodified-since, 'Thu, 01 Jan 2026 11:00:00 GMT', 412, CannotVerifyCopySource",
        "If-None-Match, *, 409, BlobAlreadyExists",
        "If-Match, 0x1, 412, TargetConditionNotMet",
        "If-Unmodified-Since, 'Thu, 01 Jan 2026 11:00:00 GMT', 412, ConditionNotMet",
        "x-ms-source-content-md5, 1B2M2Y8AsgTpgAmY7PhCfg==, 400, Md5Mismatch",
        "x-ms-source-content-crc64, AAAAAAAAAAA=, 400, Crc64Mismatch",
        "x-ms-copy-source-blob-properties, perhaps, 400, InvalidHeaderValue"
    })
    void putBlobFromURL_rejects_conditions_and_checksums_that_do_not_hold(
            String header, String value, int status, String code) {
        service.put("/photos/copy.jpg", "before");

        put(sources.cat())
                .header(header, value)
                .put("/photos/copy.jpg")
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code);
        service.request().get("/photos/copy.jpg").then().body(equalTo("before"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PageBlob", "AppendBlob", "Cat"})
    void putBlobFromURL_creates_block_blobs_only(String type) {
        service.request()
                .header("x-ms-blob-type", type)
                .header("x-ms-copy-source", sources.cat())
                .put("/photos/copy.jpg")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHeaderValue");
    }

    @Test
    void putBlobFromURL_rejects_a_body() {
        put(sources.cat())
                .body("wau".getBytes(StandardCharsets.UTF_8))
                .put("/photos/copy.jpg")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHeaderValue");
    }

    private RequestSpecification put(String source) {
        return service.request().header("x-ms-blob-type", "BlockBlob").header("x-ms-copy-source", source);
    }
}
