package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.value.Account;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppendBlockFromURLTest {
    private final BlobService service = new BlobService();
    private final SourceServer server = new SourceServer();

    @BeforeEach
    void create() {
        service.container("logs");
        service.put("/logs/source", "0123456789");
        service.request()
                .header("x-ms-blob-type", "AppendBlob")
                .put("/logs/log")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void close() {
        server.close();
        service.close();
    }

    @Test
    void ranges_of_other_blobs_are_appended() {
        append(source())
                .header("x-ms-source-range", "bytes=5-9")
                .put("/logs/log?comp=appendblock")
                .then()
                .statusCode(201)
                .header("x-ms-blob-append-offset", "0")
                .header("x-ms-blob-committed-block-count", "1")
                .header("x-ms-content-crc64", not(emptyString()))
                .header("Content-MD5", nullValue());
        append(source())
                .put("/logs/log?comp=appendblock")
                .then()
                .statusCode(201)
                .header("x-ms-blob-append-offset", "5")
                .header("x-ms-blob-committed-block-count", "2");

        service.request().get("/logs/log").then().body(equalTo("567890123456789"));
    }

    @Test
    void a_blob_may_be_appended_to_itself() {
        append(source()).put("/logs/log?comp=appendblock").then().statusCode(201);
        append(service.signed(Account.DEVELOPMENT, "logs", "log", "r"))
                .put("/logs/log?comp=appendblock")
                .then()
                .statusCode(201);

        service.request().get("/logs/log").then().body(equalTo("01234567890123456789"));
    }

    @Test
    void another_server_may_have_the_bytes() {
        append(server.serve("line".getBytes(StandardCharsets.UTF_8), Map.of()))
                .put("/logs/log?comp=appendblock")
                .then()
                .statusCode(201);

        service.request().get("/logs/log").then().body(equalTo("line"));
    }

    @ParameterizedTest
    @CsvSource({
        "x-ms-blob-condition-appendpos, 1, 412, AppendPositionConditionNotMet",
        "x-ms-blob-condition-maxsize, 9, 412, MaxBlobSizeConditionNotMet",
        "x-ms-source-if-match, 0x1, 412, SourceConditionNotMet",
        "x-ms-source-content-md5, 1B2M2Y8AsgTpgAmY7PhCfg==, 400, Md5Mismatch",
        "If-Match, 0x1, 412, ConditionNotMet"
    })
    void what_does_not_hold_is_refused(String header, String value, int status, String code) {
        append(source())
                .header(header, value)
                .put("/logs/log?comp=appendblock")
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code);
        service.request().head("/logs/log").then().header("Content-Length", "0");
    }

    @ParameterizedTest
    @CsvSource({"/logs/nothing, 404, BlobNotFound", "/logs/source, 409, InvalidBlobType"})
    void only_an_append_blob_is_appended_to(String path, int status, String code) {
        append(source())
                .put(path + "?comp=appendblock")
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code);
    }

    @Test
    void a_block_that_is_too_large_is_refused() {
        append(server.announce(100L * 1024 * 1024 + 1))
                .put("/logs/log?comp=appendblock")
                .then()
                .statusCode(413)
                .header("x-ms-error-code", "RequestBodyTooLarge");
    }

    private String source() {
        return service.signed(Account.DEVELOPMENT, "logs", "source", "r");
    }

    private RequestSpecification append(String source) {
        return service.request().header("x-ms-copy-source", source);
    }
}
