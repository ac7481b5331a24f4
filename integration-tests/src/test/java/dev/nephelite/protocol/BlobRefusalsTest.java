package dev.nephelite.protocol;

import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not implemented is refused, and nothing that a client asks for is left out in silence. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobRefusalsTest {
    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.put("/photos/cat.txt", "miau");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"PUT, /photos?restype=container&comp=rename"})
    void operations_that_are_not_implemented_say_so(String method, String path) {
        service.request()
                .request(method, path)
                .then()
                .statusCode(501)
                .header("x-ms-error-code", "NotImplemented")
                .body("Error.Code", equalTo("NotImplemented"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-ms-access-tier-if-modified-since",
                "x-ms-blob-condition-appendpos",
                "x-ms-blob-public-access",
                "x-ms-delete-snapshots",
                "x-ms-expiry-time",
                "x-ms-if-sequence-number-le",
                "x-ms-sequence-number-action",
                "x-ms-source-if-match"
            })
    void who_asks_for_more_than_the_operation_does_is_told_so(String header) {
        service.blob("x")
                .header(header, "something")
                .put("/photos/dog.txt")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "UnsupportedHeader")
                .body("Error.HeaderName", equalTo(header));
        service.xml("<BlockList />")
                .header(header, "something")
                .put("/photos/dog.txt?comp=blocklist")
                .then()
                .statusCode(400);

        service.request().head("/photos/dog.txt").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /photos/cat.txt?comp=block&blockid=MQ==",
        "PUT, /dogs?restype=container",
        "GET, /photos?restype=container&comp=list"
    })
    void a_condition_on_what_has_no_state_is_refused(String method, String path) {
        service.request()
                .header("If-Match", "\"0x8D0000000000000\"")
                .body("x".getBytes(StandardCharsets.UTF_8))
                .request(method, path)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "ConditionHeadersNotSupported");
    }

    @ParameterizedTest
    @CsvSource({"x-ms-useragent, me", "x-ms-file-request-intent, backup", "Content-Length, 0"})
    void what_changes_nothing_is_no_reason_to_refuse(String header, String value) {
        service.request().header(header, value).get("/photos/cat.txt").then().statusCode(200);
    }
}
