package dev.nephelite.protocol;

import static org.hamcrest.Matchers.equalTo;

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
    @CsvSource({
        "PUT, /photos?restype=container&comp=rename",
        "POST, /photos/cat.txt?comp=query",
        "PUT, /photos/cat.txt?comp=copy&copyid=x"
    })
    void operations_that_are_not_implemented_say_so(String method, String path) {
        service.request()
                .request(method, path)
                .then()
                .statusCode(501)
                .header("x-ms-error-code", "NotImplemented")
                .body("Error.Code", equalTo("NotImplemented"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-ms-copy-source", "x-ms-expiry-time", "x-ms-structured-body"})
    void a_blob_that_would_not_become_what_was_asked_for_is_not_put(String header) {
        service.blob("x")
                .header(header, "something")
                .put("/photos/dog.txt")
                .then()
                .statusCode(501)
                .header("x-ms-error-code", "NotImplemented");
        service.xml("<BlockList />")
                .header(header, "something")
                .put("/photos/dog.txt?comp=blocklist")
                .then()
                .statusCode(501);

        service.request().head("/photos/dog.txt").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-ms-structured-body"})
    void a_blob_that_would_not_come_as_it_was_asked_for_does_not_come(String header) {
        service.request()
                .header(header, "something")
                .get("/photos/cat.txt")
                .then()
                .statusCode(501);
    }

    @ParameterizedTest
    @CsvSource({"x-ms-useragent, me", "x-ms-file-request-intent, backup", "Content-Length, 0"})
    void what_changes_nothing_is_no_reason_to_refuse(String header, String value) {
        service.request().header(header, value).get("/photos/cat.txt").then().statusCode(200);
    }
}
